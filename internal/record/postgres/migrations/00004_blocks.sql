-- The linking index in blocks: see postings.go of internal/record/tables.

-- +goose Up

-- its parts; tail: how many postings are in no block yet; leaves: the block that lists the others
create table posting_part (
	kind   bigint not null,
	period bigint not null,
	tail   bigint not null,
	leaves bigint,
	primary key (kind, period)
);
create table posting_block (
	n    bigint primary key,
	body bytea not null
);
alter table posting_block alter column body set storage external;
-- n: the transaction that wrote it
create table posting_tail (
	kind   bigint not null,
	period bigint not null,
	n      bigint not null,
	size   bigint not null,
	body   bytea not null,
	primary key (kind, period, n)
);
alter table posting_tail alter column body set storage external;

-- what is in posting is brought over when the record is opened, and posting dropped: see BringOver
insert into total (name, n) values ('unpacked', 1);

-- changes are numbered by who writes them: a number by default would be one that is taken
alter table change alter column seq drop identity;
