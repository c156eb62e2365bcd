-- The linking index in blocks: see postings.go of internal/record/tables.

-- +goose Up

-- its parts; tail: how many postings are in no block yet; leaves: the block that lists the others
create table posting_part (
	kind   integer not null,
	period integer not null,
	tail   integer not null,
	leaves integer,
	primary key (kind, period)
) without rowid;
create table posting_block (
	n    integer primary key,
	body blob not null
);
-- n: the transaction that wrote it
create table posting_tail (
	kind   integer not null,
	period integer not null,
	n      integer not null,
	size   integer not null,
	body   blob not null,
	primary key (kind, period, n)
);

-- what is in posting is brought over when the record is opened, and posting dropped: see BringOver
insert into total (name, n) values ('unpacked', 1);
