-- The tables of a record. Times are microseconds since 1970, UTC; null where not
-- known. Blocks are what internal/record packs: see squeeze.go and wire.go there.

-- +goose Up

-- reports: the head of each version, in the order of acceptance
create table report (
	seq        integer primary key,
	id         text not null unique,
	doc        text not null,           -- the document's own id; '': as id
	address    text not null,           -- '': has none
	version    integer not null,
	outlet     text not null,
	url        text not null,
	title      text not null,
	language   text not null,
	published  integer,
	has_clock  integer not null,
	modified   integer,
	fetched    integer,
	recorded   integer not null,
	known      integer not null,        -- published, else modified, else fetched
	superseded integer,                 -- when the next version became known
	media_type text not null,
	found      text not null,
	agency     text not null,
	stage      integer not null,        -- 1 read, 2 linked
	reading    integer not null,        -- the newest
	maker      integer not null,        -- of the newest reading
	story      text not null            -- '': not linked
);
create index report_address on report (address, version) where address <> '';
create index report_pending on report (known, id) where stage = 1;
create index report_story on report (story, known) where story <> '';

-- their text, and their bytes where these are not the text itself
create table body (
	seq   integer primary key,
	text  blob not null,
	bytes blob,
	form  integer not null              -- of the bytes: 0 none, 1 the text, 2 in bytes
);

-- full text: rowid is the report's seq; the words are kept in body alone
create virtual table report_text using fts5 (title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');

-- what made readings: version of code and pipeline
create table maker (
	n    integer primary key,
	name text not null unique
);

-- readings: all that were made of a report. Small and often asked columns first:
-- SQLite reads a row's overflow pages only as far as it must.
create table reading (
	seq      integer primary key,
	report   integer not null,
	maker    integer not null,
	recorded integer not null,
	tellings blob not null,
	claims   blob not null,
	digest   blob,
	json     blob not null              -- the report's text taken out
);
create index reading_report on reading (report);

-- claims and tellings that a later version of their report no longer holds
create table withdrawn (
	id   text primary key,
	at   integer not null
) without rowid;

create table revision (
	n        integer primary key,
	old_id   text not null,
	new_id   text not null,
	body     blob not null
);
create index revision_old on revision (old_id);
create index revision_new on revision (new_id);

-- input items that were taken or refused, and those to be tried again
create table item (key text primary key) without rowid;
create table failure (
	seq        integer primary key,
	key        text not null unique,
	found      text not null,
	address    text not null,
	kind       text not null,
	reason     text not null,
	hint       text not null,
	bytes      blob,
	media_type text not null,
	given      blob,
	tries      integer not null,
	first      integer,
	last       integer
);

-- the linking index. Kinds are numbered. A period is 32 days: rows that come in
-- the order of time touch few pages, and a look-up near a day costs the same
-- whatever the size of the record.
create table kind (
	n    integer primary key,
	name text not null unique
);
create table posting (
	kind   integer not null,
	period integer not null,
	key    integer not null,
	day    integer not null,
	ref    integer not null,
	primary key (kind, period, key, day desc, ref)
) without rowid;
create table frequency (
	kind   integer not null,
	period integer not null,
	key    integer not null,
	n      integer not null,
	primary key (kind, period, key)
) without rowid;
create table documents (               -- how many were counted
	kind   integer not null,
	period integer not null,
	n      integer not null,
	primary key (kind, period)
) without rowid;
-- Cards have rows with a number, unlike the others here: in a table without rowid
-- SQLite puts what is longer than a quarter page on a page of its own.
create table card (
	n    integer primary key,
	kind integer not null,
	ref  integer not null,
	body blob not null,
	unique (kind, ref)
);

-- links
create table copy (
	seq   integer primary key,          -- the report that copies
	of_id text not null,
	body  blob not null
);
create index copy_of on copy (of_id);
create table story (
	seq     integer primary key,
	id      text not null unique,
	joined  text not null,              -- the story that it was joined into
	shown   integer not null,           -- has it a view
	title   text not null,
	reports integer not null,
	outlets integer not null,
	origins integer not null,
	first   integer,
	last    integer
);
create table told (
	report integer not null,
	part   text not null,               -- the telling within its report: 'e3'
	merged text not null,
	primary key (report, part)
) without rowid;
create index told_merged on told (merged);
create table merged (
	seq    integer primary key,
	id     text not null unique,
	joined text not null                -- the event that it was joined into
);
create table view (
	seq   integer primary key,          -- of merged
	story text not null,
	terms blob not null,                -- in event_term, to find what to take off
	head  blob,                         -- what lists show, where it is much shorter than body
	body  blob not null
);
create index view_story on view (story, seq) where story <> '';
create table history (
	n        integer primary key,
	merged   integer not null,
	recorded integer not null,
	body     blob not null
);
create index history_merged on history (merged);
create table relation (
	from_id text not null,              -- follows
	to_id   text not null,
	kind    text not null,
	why     text not null,
	primary key (from_id, to_id, kind)
) without rowid;
create index relation_to on relation (to_id);

-- every decision of linking, for good
create table change (
	seq      integer primary key,
	recorded integer not null,
	known    integer,
	kind     text not null,
	subject  text not null,
	object   text not null,
	report   text not null,
	why      blob not null
);
create index change_subject on change (subject);
create index change_object on change (object) where object <> '';
create index change_report on change (report) where report <> '' and report <> subject and report <> object;

-- the index of questions: for each term the numbers of the rows that have it, in
-- blocks of 4096: see terms.go and blocks.go of internal/record
create table report_term (
	term  integer not null,
	block integer not null,
	body  blob not null,
	primary key (term, block)
) without rowid;
create table story_term (
	term  integer not null,
	block integer not null,
	body  blob not null,
	primary key (term, block)
) without rowid;
create table event_term (
	term  integer not null,
	block integer not null,
	body  blob not null,
	primary key (term, block)
) without rowid;

-- how much there is, kept along with each transaction
create table total (
	name text primary key,
	n    integer not null
) without rowid;
