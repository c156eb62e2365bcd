-- Holds the place of the corrections, which come with another branch.

-- +goose Up
select 1;
