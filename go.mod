module github.com/hearsay/hearsay

go 1.26.0
