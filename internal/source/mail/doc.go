// Package mail reads mail: mbox files (RFC 4155, with the quoting of mboxrd),
// single messages, and web pages that a browser saved as MHTML.
//
// In: a stream or a message's bytes. Out: the words of each message, plain if
// it has them so and else HTML, with sender, subject and date.
//
//	box := mail.NewBox(f, 32<<20)
//	for {
//		raw, err := box.Next()          // io.EOF at the end; other errors: call it again
//		m, err := mail.Read(raw, 32<<20) // m.Body, m.MediaType, m.Subject, ...
//	}
//
// Attachments are passed over. Parts in parts are followed to a bound.
package mail
