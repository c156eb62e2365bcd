package event

// speaker is the head of the subject of the reporting verb that a word's
// clause is told in, or -1: "the army said the rebels are responsible".
func (c *coder) speaker(i int) int {
	says := c.book.Classes["says"]
	v, inSpeech := i, false
	for n := 0; n < depthMax; n++ {
		h := c.tok[v].Head
		if h == v {
			break
		}
		if says[c.lemma(h)] && isVerb(&c.tok[h]) {
			dep := c.tok[v].Dep
			if inSpeech { // "said in a statement that"
				dep = "ccomp"
			}
			switch dep {
			case "ccomp", "dobj", "parataxis", "advcl", "xcomp", "dep", "conj":
				if s := c.subject(h); s >= 0 && s != v && !c.s.IsAncestor(v, s) {
					return s
				}
				return -1
			}
		}
		inSpeech = inSpeech || c.tok[v].Dep == "acl" && c.book.Classes["speech"][c.lemma(h)]
		v = h
	}
	// The parser may make the reporting verb a clause of what it reports:
	// `"They did it," the army said`.
	for _, ch := range c.s.Children(v) {
		j := int(ch)
		if d := c.tok[j].Dep; (d == "parataxis" || d == "ccomp" || d == "advcl" || d == "conj") && says[c.lemma(j)] && isVerb(&c.tok[j]) {
			if s := c.s.Child(j, "nsubj"); s >= 0 {
				return s
			}
		}
	}
	return -1
}
