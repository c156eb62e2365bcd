package dup

func isAgency(o string) bool { return false }

// Agency
func Agency(text string) string { return "" }
