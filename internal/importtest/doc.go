// Package importtest holds nothing but tests of the repository itself: which
// package may import which, that the paths in the documents exist, that every
// library used is told of, and that no file names the machine it was made on.
//
// In: the source files, read with go/parser (a test that asks the go command
// can be answered from its cache after a bad edit). Out: a failed test that says
// which file breaks which rule.
//
//	go test ./internal/importtest
package importtest
