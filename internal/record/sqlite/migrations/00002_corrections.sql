-- What people say against codings. Nothing of a reading changes by it.

-- +goose Up

create table correction (
	seq         integer primary key,
	id          text not null unique,
	field       text not null,
	target      text not null,           -- the telling or merged event that it was made on
	given       text not null,           -- JSON: the values as given
	maker       text not null,           -- who says so
	note        text not null,
	made        integer not null,
	undone      integer,                 -- null: it stands
	undone_by   text not null,
	undone_note text not null
);

-- the tellings that it is about
create table corrected (
	n          integer primary key,
	correction integer not null,
	report     integer not null,
	beside     integer,                  -- report of a telling of the event that it was taken from
	target     integer,                  -- report of a telling of the event that it is said to be of
	body       blob not null             -- JSON: where it stands, how it was coded, what is said
);
create index corrected_correction on corrected (correction);
create index corrected_report on corrected (report);
create index corrected_beside on corrected (beside) where beside is not null;
create index corrected_target on corrected (target) where target is not null;
