package flow_test

import (
	"context"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestWhatIsSaid: where a content ends and who puts the next one forward.
func TestWhatIsSaid(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, lemma, source, content, act string }{
		{"what is said is denied", "The rebels said a missile had hit the hospital, which the army denied.", "say", "The rebels", "a missile had hit the hospital", "say"},
		{"by a clause", "The rebels said a missile had hit the hospital, which the army denied.", "deny", "the army", "a missile had hit the hospital", "deny"},
		{"by a noun and that", "The lawmaker suggested that Chadian guns could have been responsible, a claim that military experts dismissed.", "dismiss", "military experts", "Chadian guns could have been responsible", "deny"},
		{"by a noun and by", "The police chief said the crowd had opened fire first, an account contradicted by witnesses.", "contradict", "witnesses", "the crowd had opened fire first", "deny"},
		{"is confirmed", "The president said he had ordered the troops to withdraw, something the defense ministry later confirmed.", "confirm", "the defense ministry", "he had ordered the troops to withdraw", "confirm"},
		{"no word about what was said", "She said she went because she thought it would be fun, something Paz could understand.", "say", "She", "she went because she thought it would be fun, something Paz could understand", "say"},
		{"two clauses with that", "He added that Manila had offered medical help, but that Beijing did not respond.", "add", "He", "Manila had offered medical help, but that Beijing did not respond", "say"},
		{"done to her", "One teacher told investigators she was beaten daily and threatened with execution.", "tell", "One teacher", "she was beaten daily and threatened with execution", "say"},
		{"quoted words as a name for it", "Russian drones hit Odesa maternity ward, Ukraine says; Moscow calls it \"staged\"\n\nThe ward was hit overnight.", "call", "Moscow", "it \"staged\"", "other"},
		{"a participle that says on", "The army denied that it had bombed a school, dismissing as \"fabricated news\" accounts that pupils were killed.", "deny", "The army", "it had bombed a school", "deny"},
		{"and what it says", "The army denied that it had bombed a school, dismissing as \"fabricated news\" accounts that pupils were killed.", "dismiss", "The army", "as \"fabricated news\" accounts that pupils were killed", "deny"},
		{"after a colon", "The minister later posted a film of the attack, adding: \"If you bring guns here, we will stop you.\"", "add", "The minister", "If you bring guns here, we will stop you", "say"},
		{"and not before it", "The minister later posted a film of the attack, adding: \"If you bring guns here, we will stop you.\"", "post", "The minister", "film of the attack", "say"},
		{"an act of a preposition", "The union, whose chairperson called for the guards to be held accountable, met on Monday.", "call", "whose chairperson", "the guards to be held accountable", "request"},
		{"nothing offered", "The spokesman said the ship was hit. He offered no evidence to support the claim.", "offer", "He", "evidence to support the claim", "other"},
		{"nothing offered, the article out of it", "Colombia's president, Hernán Solís, suggested the strike may have hit Colombian citizens, but offered no details.", "offer", "Colombia's president, Hernán Solís", "details", "other"},
		{"nothing mentioned", "The defence ministry said its forces had struck a fuel depot. It made no mention of a hospital.", "make", "It", "a hospital", "other unknown"},
		{"a verb before what it promises", "Court clears ex-mayor of fire, victims' families vow to appeal\n\nA court cleared him on Friday.", "vow", "victims' families", "to appeal", "promise"},
		{"a summing noun with what others did", "The mayor pledged to rebuild the port, a promise that two earlier mayors broke.", "pledge", "The mayor", "to rebuild the port", "promise"},
		{"a summing noun of what is not known", "The colonel said his men had killed 40 fighters, a figure that could not be confirmed.", "say", "The colonel", "his men had killed 40 fighters", "say"},
		{"a number put somewhere", "The alliance put its own losses at six.", "put", "The alliance", "its own losses at six", "say"},
		{"what was sent stays in what is said", "The radio said the army had sent a letter, which said that the bridge was mined.", "say", "The radio", "the army had sent a letter", "say"},
		{"asked for what is refused", "The minister ruled out a blockade, as two members of his party had proposed.", "propose", "two members of his party", "a blockade", "request"},
		{"refused by himself alone", "The minister ruled out a blockade, as two members of his party had proposed.", "rule out", "The minister", "a blockade", "deny"},
		{"a matter handed on", "Human Rights Watch said the council should refer the matter to the court.", "refer", "", "", ""},
		{"whom a headline names last", "Minister must go, say parents of pupils poisoned at hostel", "say", "parents of pupils poisoned at hostel", "Minister must go", "say"},
		{"behind a phrase in commas", "A senior official in the department admitted, off the record, that inspections had not taken place since March.", "admit", "A senior official in the department", "inspections had not taken place since March", "confirm"},
		{"behind a colon", "American Keisha Grant wrote simply, \"Told you.\" Britain's Amy Holt hopes that it is a mistake. Jamaican coach Delroy Finch thinks the case could take a year: \"These things are never quick, and they're never clean.\"\n", "", "Jamaican coach Delroy Finch", "These things are never quick, and they're never clean", "say"},
		{"no frame of what frames it", "American Keisha Grant wrote simply, \"Told you.\" Jamaican coach Delroy Finch thinks the case could take a year.", "tell", "", "", ""},
		{"whom who tells of", "The idea is said to have come from Senda's late mentor, former finance minister Goro Inoue, who wrote in his memoirs that \"a rich country that taxes bread before diamonds has lost its mind\".", "say", "", "The idea to have come from Senda's late mentor, former finance minister Goro Inoue", "say"},
		{"behind a colon, set in", "Criminologist Paul Hession of the University of Limerick argues that the failure was predictable: police stations in rural areas, he notes, have lost a third of their staff since 2010.", "note", "he", "police stations in rural areas have lost a third of their staff since 2010", "say"},
		{"no quotation of one who asks beside it", "\"I rang them twice,\" the brother, who asked that his name be withheld, told the Courier.", "ask", "the brother", "his name be withheld", "request"},
		{"whose quotation it is", "\"I rang them twice,\" the brother, who asked that his name be withheld, told the Courier.", "tell", "the brother", "I rang them twice", "say"},
		{"what a headline begins with", "EXCLUSIVE: Police ignored three warnings about gunman\n\nA file shows it.", ":", "", "", ""},
		{"yet to be done", "The European Union has yet to confirm its share.", "confirm", "The European Union", "its share", "other unknown"},
		{"what failed", "The army failed to confirm the deal.", "confirm", "The army", "the deal", "other unknown"},
		{"what did not fail", "The army did not fail to confirm the deal.", "confirm", "The army", "the deal", "confirm"},
		{"another verb's clause with that", "Police say they are investigating and that no one has been arrested.", "investigate", "", "", ""},
		{"a name is no cue", "\"They forced their way aboard; the crew was powerless,\" it said in a statement signed by its managing director, Yusuf Said. Survivors tell it differently.", "said", "", "", ""},
		{"described as a lie", "An inspector claimed the ships were unsafe, an accusation that the company described as slander.", "describe", "the company", "the ships were unsafe", "deny"},
		{"a clause set in before that", "JTN stands by its report; two audio experts hired by the channel concluded, it says, that there were no signs of editing.", "conclude", "two audio experts hired by the channel", "there were no signs of editing", "say"},
		{"snapped", "Her neighbour, who declined to give her name, thought otherwise. \"My vote is not a bucket,\" she snapped.", "snap", "she", "My vote is not a bucket", "say"},
		{"no evidence", "Helvion maintained that an internal review had found no evidence that the drug caused the deaths.", "find", "an internal review", "the drug caused the deaths", "other unknown"},
		{"a remark, and not what is said of it", "A spokesman, Hamdullah Fitrat, wrote that \"the blood of the poor has no border\", a remark that the foreign office described as cynical.", "write", "A spokesman, Hamdullah Fitrat", "the blood of the poor has no border", "say"},
		{"what a colon parts", "Khan dismissed the pictures: shepherds carry rifles, he said, because of wolves.", "say", "he", "shepherds carry rifles because of wolves", "say"},
		{"captions run together", "are answering in the Hall: Image 6 of are answering", "answer", "", "", ""},
		{"who is asked", "Moscow, asked for its view, said the matter was internal.", "say", "Moscow", "the matter was internal", "say"},
		{"and does not ask", "Moscow, asked for its view, said the matter was internal.", "ask", "", "", ""},
		{"asked by another", "The governor, asked by a lawmaker if he considered the bank safe, replied that it was.", "ask", "a lawmaker", "if he considered the bank safe", "request"},
		{"before and behind", "It may also be ignored, he conceded: \"Paper is patient. Bulldozers are not.\"\n", "concede", "he", "It may also be ignored \"Paper is patient. Bulldozers are not.\"", "confirm"},
		{"and what is said of it", "A spokesman, Hamdullah Fitrat, wrote that \"the blood of the poor has no border\", a remark that the foreign office described as cynical.", "describe", "the foreign office", "cynical", "say"},
		{"called a lie", "The navy called the allegation \"entirely false\".", "call", "The navy", "the allegation \"entirely false\"", "deny"},
		{"called a lie, in the head's words", "The navy called the report propaganda.", "call", "The navy", "the report propaganda", "deny"},
		{"called so by a clause", "The auditor called this an example of how things had gone wrong.", "call", "The auditor", "this an example of how things had gone wrong", "other"},
		{"what this is", "The campaign called this a false story.", "call", "The campaign", "this a false story", "deny"},
		{"a plan is not denied", "The navy called the plan nonsense.", "call", "The navy", "the plan nonsense", "other"},
		{"called false, which is a part of the object's name", "The navy called the false flag a disgrace.", "call", "The navy", "the false flag a disgrace", "other"},
		{"not accepted", "The minister does not accept that the vote was rigged.", "accept", "The minister", "the vote was rigged", "deny"},
		{"in spoken words", "Benara's president, Josue Amado, has pledged to end piracy \"within 100 days\", a promise that fishermen in the port of Santa Rita greet with a shrug. \"He said that last year too,\" laughed one of them, Paulo Neves.", "laugh", "one of them, Paulo Neves", "He said that last year too", "say"},
		{"and no more of it", "Benara's president, Josue Amado, has pledged to end piracy \"within 100 days\", a promise that fishermen in the port of Santa Rita greet with a shrug. \"He said that last year too,\" laughed one of them, Paulo Neves.", "say", "He", "that last year too", "say"},
		{"a participle of the sentence's subject", "Court Clears Ex-Mayor Of Ordering Market Fire, Victims' Families Vow To Appeal\n\nA court in the port city of Arvena on Friday acquitted former mayor Tomas Velk of ordering the arson attack that killed 12 traders in 2019, ruling that the prosecution's main witness had lied under oath.", "rule", "A court in the port city of Arvena", "the prosecution's main witness had lied under oath", "order"},
		{"a source before a preposition", "A court in the port city of Arvena on Friday acquitted former mayor Tomas Velk of ordering the arson attack that killed 12 traders in 2019, ruling that the prosecution's main witness had lied under oath.", "order", "former mayor Tomas Velk", "the arson attack that killed 12 traders in 2019", "order"},
		{"who denies it, not who accused him of it", "Egypt, which backs the army, welcomed the news. The Emirate of Halun, accused by UN experts of arming the rebels, again denied sending weapons.", "deny", "The Emirate of Halun, accused by UN experts of arming the rebels", "sending weapons", "deny"},
		{"a list's items", "What we know:\n\n- The army denies the strike\n- The union says 41 people died\n- Egypt has urged restraint\n", "deny", "The army", "the strike", "deny"},
		{"and the next", "What we know:\n\n- The army denies the strike\n- The union says 41 people died\n- Egypt has urged restraint\n", "say", "The union", "41 people died", "say"},
		{"a deed done to somebody, on suspicion", "Two men from Denmark were arrested in Sweden on suspicion of planning to bomb a synagogue.", "arrest", "", "", ""},
		{"an auxiliary by itself", "An editor at the Coastal Post was jailed for six months over an article that the Highland Daily had printed first.", "be", "", "", ""},
		{"an error that is told of", "The committee blamed human error in a report last year.", "blame", "The committee", "human error", "accuse"},
		{"what is found wrong", "Amnesty said in a report that the arrest was a mistake.", "say", "Amnesty", "the arrest was a mistake", "say"},
		{"what others call wrong", "Amnesty said in a report that 17 people had died. The army said the report was wrong.", "say", "Amnesty", "17 people had died", "say"},
		{"or who is", "Amnesty said in a report that 17 people had died. The army was wrong to deny it.", "say", "Amnesty", "17 people had died", "say"},
		{"what the outlet puts right", "In a report published on Wednesday, the Courant said that 17 people were killed. The correct number is 15.", "say", "the Courant", "17 people were killed", "deny"},
		{"in the same sentence", "In a report published on Wednesday, the Courant said that 17 people were killed, which was incorrect.", "say", "the Courant", "17 people were killed, which was incorrect", "deny"},
		{"in the next", "In a report on Monday, the Courant said that 17 people had died. The correct total is 15.", "say", "the Courant", "17 people had died", "deny"},
		{"and what it regrets", "In a report on Monday, the Courant said that 17 people had died. The Courant regrets the error.", "say", "the Courant", "17 people had died", "deny"},
		{"of what the outlet tells", "Nine men died in the camp, a claim the rebel group denies.", "deny", "the rebel group", "Nine men died in the camp", "deny"},
		{"not of what was done", "The firm sold the mine on Monday, a move the rebel group rejected.", "reject", "", "", ""},
		{"of all that one accused another of", "Human Rights Watch said it was investigating. It has previously accused the M23 of executing prisoners and the army of arming militias — allegations that both reject.", "reject", "both", "the M23 of executing prisoners and the army of arming militias", "deny"},
		{"a figure", "They say her policy of high rates cost 60,000 jobs, a figure the bank disputes.", "dispute", "the bank", "her policy of high rates cost 60,000 jobs", "deny"},
		{"of two that are joined", "She wrote that she could no longer guarantee the bank's independence and that she had been asked to cut interest rates.", "guarantee", "she", "the bank's independence", "other unknown"},
		{"who saw a report", "UN experts concluded in a report seen by the Lakes Dispatch that 3,000 soldiers were there.", "see", "", "", ""},
		{"what is set between who does and what", "Kigali says it has only taken \"defensive measures\" against Hutu rebels who, it says, threaten its border.", "threaten", "", "", ""},
		{"each of several", "Thirty people died, leaders said, with the army and the M23 rebel group each accusing the other of the killings.", "accuse", "the army and the M23 rebel group each", "the other of the killings", "accuse"},
		{"what is reported, and whom one cites", "Lenvik's team-mate Ingvild Aas said the ruling was unfair. Norway's ski federation disputed that.\n\nThe Swedish newspaper Norrbladet reported last month, citing two people close to the inquiry, that the doctor, Fredrik Bjerke, had bought the cream in Italy and thrown away the packaging. Bjerke has confirmed buying it but denies having removed any warning. Through his lawyer, he said he accepted \"full responsibility\".", "report", "The Swedish newspaper Norrbladet", "the doctor, Fredrik Bjerke, had bought the cream in Italy and thrown away the packaging", "say"},
		{"who is cited", "The Swedish newspaper Norrbladet reported last month, citing two people close to the inquiry, that the doctor had bought the cream.", "cite", "two people close to the inquiry", "the doctor had bought the cream", "say"},
		{"one thing, and not the next", "Lenvik's team-mate Ingvild Aas said the ruling was unfair. Norway's ski federation disputed that.\n\nThe Swedish newspaper Norrbladet reported last month, citing two people close to the inquiry, that the doctor, Fredrik Bjerke, had bought the cream in Italy and thrown away the packaging. Bjerke has confirmed buying it but denies having removed any warning. Through his lawyer, he said he accepted \"full responsibility\".", "confirm", "Bjerke", "buying it", "confirm"},
		{"a verb that looks like a noun", "Kenya accused Uganda of arming separatists, an allegation Uganda disputes.", "dispute", "Uganda", "Uganda of arming separatists", "deny"},
		{"a pronoun is all that is denied", "The report named nobody. The mayor denied this, calling it a lie.", "deny", "The mayor", "this", "deny"},
		{"that, and not what is said", "Residents waited ten minutes. The force disputes that, saying the first officers were there within four minutes.", "dispute", "The force", "that", "deny"},
		{"a first name", "The head of the agency, Per Holm, says the minister signed the order.", "per", "", "", ""},
		{"no half of a pair", "Kiev and Minsk traded accusations over refugees on Monday.", "trade", "Kiev and Minsk", "refugees", "other"},
		{"set in before a preposition", "A Chinese coast guard ship rammed a fishing boat near Scarborough Shoal on Tuesday, the coast guard said, in what would be the fourth such incident this year.", "say", "the coast guard", "A Chinese coast guard ship rammed a fishing boat near Scarborough Shoal on Tuesday in what would be the fourth such incident this year", "say"},
		{"a pronoun alone", "The party sent a letter to voters. At the bottom it reads, \"You can further support the cause by chipping in.\"", "read", "it", "You can further support the cause by chipping in", "say"},
		{"the same one goes on", "Ruiz said that the fishing law had been hollowed out by the deals its authors made with canneries. As a result, there's still \"a very rich lobby that is free to set whatever price it wants.\"", "", "Ruiz", "a very rich lobby that is free to set whatever price it wants", "say"},
		{"words before a quotation of several sentences", "The dockers of Skrad \"need a port that stays open. They need it now,\" said the former mayor.", "say", "the former mayor", "The dockers of Skrad \"need a port that stays open They need it now", "say"},
		{"an object before quoted words", "Petrova recalled the fisherman's widow, Ilse, as \"a stubborn woman who never asked for help.\"", "recall", "Petrova", "the fisherman's widow, Ilse, as \"a stubborn woman who never asked for help.\"", "say"},
		{"no source over paragraphs", "Ports open to all, says Varga of Brindle, Fla.\n\nThe latest Gallia Institute poll explores what young voters fear.", "explore", "The latest Gallia Institute poll", "what young voters fear", "say"},
		{"a denial, and how it is explained", "Reached by the radio, Okoro dismissed the notion that a merger is coming, explaining that he was unaware of the plan.", "dismiss", "Okoro", "the notion that a merger is coming", "deny"},
		{"a poll at the end", "Trust in the courts fell from 61 percent in May to 52 percent in June in Friday's poll.", "in", "Friday's poll", "Trust in the courts fell from 61 percent in May to 52 percent in June", "say"},
		{"a poll at the beginning", "In the poll, trust in the courts has slowly fallen since the winter.", "in", "the poll", "trust in the courts has slowly fallen since the winter", "say"},
		{"a headline that ends in a full stop", "Audit report: ministry was wrong on Okello.\n\nThe auditor general published it on Monday.", ":", "Audit report", "ministry was wrong on Okello", "say"},
		{"a name alone, and what is told of it by others", "The deputy, who claims that the station is paid from abroad, said nothing new.", "say", "The deputy", "nothing new", "other"},
		{"nobody's fears", "There are fears that the dam could burst.", "fear", "", "the dam could burst", "warn"},
		{"what is denied is what was said", "Mongolia has repeatedly accused South Korea of arming separatists, a charge South Korea rejects.", "reject", "South Korea", "South Korea of arming separatists", "deny"},
		{"and who denies it", "South Korea has repeatedly accused Mongolia of arming separatists, a charge Mongolia rejects.", "reject", "Mongolia", "Mongolia of arming separatists", "deny"},
		{"a deed and its object", "Mexico imposed tariffs on steel from Canada on Friday, a move that its own car makers condemned as \"self-harm.\"", "impose", "", "", ""},
		{"who speaks, without the auxiliary", "A Gallia poll of voters has, however, revealed that the mayor does not speak for most of them.", "reveal", "A Gallia poll of voters", "the mayor does not speak for most of them", "say"},
		{"a part of many", "Less than a third agreed with the minister that Peru would have to pay.", "agree", "a third", "Peru would have to pay", "say"},
		{"what is joined to an adjective", "He called it \"shameful\" and called on leaders \"not to feed old fears.\"", "call", "He", "not to feed old fears", "other"},
		{"what could not be verified", "The army did not say how many had died. Its claims could not be verified by reporters.", "verify", "reporters", "Its claims", "other unknown"},
		{"a dateline's colon", "QUETTA: Government troops killed nine rebels in a northern village", ":", "", "", ""},
	} {
		r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		source, content, act, certainty := "", "", "", ""
		for _, k := range r.Claims {
			if k.Cue.Lemma == c.lemma && content == "" {
				content, act, certainty = k.Content.Text(c.text), string(k.Act), string(k.Certainty)
				if len(k.Sources) > 0 {
					source = k.Sources[0].Extent.Text(c.text)
				}
			}
		}
		if source != c.source || content != c.content || act != c.act && act+" "+certainty != c.act {
			t.Errorf("%s: %q, %s: %q; not %q, %s: %q", c.name, source, act, content, c.source, c.act, c.content)
		}
	}
}

// TestDeniedEvents: an event that one puts forward and another denies is tied to both.
func TestDeniedEvents(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: "The rebels said they had killed 40 soldiers, a figure the army disputed."})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Events) != 1 || len(r.Events[0].Claims) != 2 {
		t.Errorf("%+v", r.Events)
	}
}

// TestWhoSpeaks: whom a claim's source is taken for.
func TestWhoSpeaks(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, lemma, name string }{
		{"The idea came from Senda's late mentor, former finance minister Goro Inoue, who told a friend that he had lost his mind.", "tell", "Goro Inoue"},
		{"Two women interviewed at a camp said the guards had left.", "say", "Two women"},
	} {
		r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		name := ""
		for _, k := range r.Claims {
			for _, e := range r.Entities {
				if k.Cue.Lemma == c.lemma && len(k.Sources) > 0 && k.Sources[0].Entity == e.ID {
					name = e.Name
				}
			}
		}
		if name != c.name {
			t.Errorf("%s: %q, not %q", c.text, name, c.name)
		}
	}
}

// TestCue: a headline's end is no part of its cue.
func TestCue(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	text := "Rebels flee, army says\n"
	r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Claims) != 1 || r.Claims[0].Cue.Text(text) != "says" {
		t.Errorf("%+v", r.Claims)
	}
}

// TestInterview: who held an interview passed on what was said in it.
func TestInterview(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Gazzetta", "Ekstra", "Horizonte"} {
		r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: "Marco Bellini claimed in an interview with " + name + " that the match had been fixed."})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Claims) != 1 || len(r.Claims[0].Sources) != 2 {
			t.Errorf("%s: %+v", name, r.Claims)
		}
	}
}

// TestNoOutlet: what is said by radio went over no outlet.
func TestNoOutlet(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: "Commanders gave orders by radio to leave nothing standing."})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Claims) != 1 || len(r.Claims[0].Sources) != 1 {
		t.Errorf("%+v", r.Claims)
	}
}
