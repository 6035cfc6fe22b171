-- A unit that was entered by mistake, or that has ended, leaves the public page and stays on record, as an office does.
alter table unit add column closed boolean not null default false;
