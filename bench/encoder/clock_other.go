//go:build !linux

package main

import "time"

var began = time.Now()

// clock is the time since the start, where the system's clock of processor time is not
// known here.
func clock() time.Duration { return time.Since(began) }
