// Package guard stands before a server: it decides who may ask, and how often, and
// says to browsers what pages of it may do.
//
//	g, err := guard.New(guard.Options{Listen: "127.0.0.1:8080"})
//	handler = g.Handler(mux)
//	... guard.May(r.Context(), guard.Add) ...
//
// On a loopback address no token is wanted, but a page of another site in the same
// browser is as near as the user: so the Host must be a name of this machine (else
// the site has its own name lead here: DNS rebinding), and a request that a browser
// marks as another site's, by Origin or Sec-Fetch-Site, is refused, whatever its method. No
// cookies are used, so there is nothing that another site could make a browser send along.
//
// Anywhere else each request carries "Authorization: Bearer TOKEN". A token has a
// role: read, add (which includes read), admin (which includes both). Of tokens only the SHA-256 is
// kept: they are 160 random bits, so that there is nothing to guess.
//
// In: requests. Out: those that may pass, with their role in the context; the
// others are answered with problem+json.
package guard
