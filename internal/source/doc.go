// Package source brings in the bytes of reports: files, folders, the standard
// input and addresses.
//
// In: the names that a person typed. Out: for each report a [Ref], and for each
// Ref its [Raw] bytes with what was said of them.
//
//	o := source.NewOpener(source.Options{})
//	refs, problems := o.List([]string{"reports/", "https://example.org/news/1"})
//	raw, err := o.Open(ctx, refs[0]) // raw.Bytes, raw.MediaType, raw.URL
//
// Everything is bounded: bytes, decompression, redirects, time. Addresses of
// this machine and of private networks are refused unless allowed by name, and
// robots.txt is honoured. Errors are of type [hearsay.Problem].
package source
