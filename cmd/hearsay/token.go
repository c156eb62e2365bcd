package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/hearsay/hearsay/internal/guard"
)

// tokenCmd is "hearsay token".
type tokenCmd struct {
	Add    tokenAddCmd    `cmd:"" help:"Make a token, and print it: it cannot be seen again."`
	List   tokenListCmd   `cmd:"" help:"List the tokens by their names."`
	Remove tokenRemoveCmd `cmd:"" help:"Take a token away; a running server stops taking it within a second."`
}

// tokenFlags name the file of tokens.
type tokenFlags struct {
	Tokens string `placeholder:"PATH" help:"The file of tokens. If not given, HEARSAY_TOKENS, else hearsay.tokens in this folder."`
}

// usualTokens is the file of tokens where none is named.
const usualTokens = "hearsay.tokens"

func (f *tokenFlags) path(s *surroundings) string {
	if f.Tokens != "" {
		return f.Tokens
	}
	if e := s.env("HEARSAY_TOKENS"); e != "" {
		return e
	}
	return usualTokens
}

type tokenAddCmd struct {
	tokenFlags
	Name string `arg:"" help:"Who or what uses it."`
	Role string `default:"read" enum:"read,add,admin" help:"read: ask, and have texts read. add: also put reports in, and see what failed. admin: also see the server's figures."`
}

// Run makes a token.
func (c *tokenAddCmd) Run(s *surroundings) error {
	role, err := guard.ParseRole(c.Role)
	if err != nil {
		return err
	}
	token, err := guard.AddToken(c.path(s), c.Name, role, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, token)
	fmt.Fprintf(s.err, "hearsay: keep it: only its hash is in %s\n", printable(c.path(s)))
	return nil
}

type tokenListCmd struct{ tokenFlags }

// Run lists tokens.
func (c *tokenListCmd) Run(s *surroundings) error {
	list, err := guard.ListTokens(c.path(s))
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintf(s.err, "hearsay: there are no tokens in %s\n", printable(c.path(s)))
		return nil
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	for _, t := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\n", printable(t.Name), t.Role, t.Made.Format("2006-01-02 15:04"))
	}
	return w.Flush()
}

type tokenRemoveCmd struct {
	tokenFlags
	Name string `arg:"" help:"The token's name."`
}

// Run takes a token away.
func (c *tokenRemoveCmd) Run(s *surroundings) error { return guard.RemoveToken(c.path(s), c.Name) }
