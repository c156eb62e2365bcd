-- What is counted: the facts of events, and of outlets. See fact.go of internal/record.

-- +goose Up

-- numbers of the words in facts; outlets have their own
create table word (
	kind  text not null,
	n     integer not null,
	value text not null,
	primary key (kind, n)
) without rowid;
create unique index word_value on word (kind, value);

-- facts of 128 events each; version: the transaction that wrote them
create table fact (
	stripe  integer primary key,
	version integer not null,
	body    blob not null
);
create index fact_version on fact (version);

create table outlet (
	n       integer primary key,
	key     text not null unique,       -- the folded name
	name    text not null,
	reports integer not null,
	first   integer,                    -- known of its first and last report
	last    integer
);
create table tally (
	outlet integer not null,
	what   text not null,
	other  integer not null,            -- another outlet; 0: none
	n      integer not null,
	primary key (outlet, what, other)
) without rowid;

-- what is in the record already is counted later: see Fill
insert into total (name, n) select 'unfilled', max(seq) + 1 from view having max(seq) is not null;
insert into total (name, n) select 'untallied', 1 from report limit 1;
