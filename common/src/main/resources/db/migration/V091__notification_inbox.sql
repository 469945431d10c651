-- The inbox in pages, and what is unread of it.
create index notifications_newest on notifications (user_id, created_at, id) where in_inbox;
create index notifications_unread on notifications (user_id, created_at, id) where in_inbox and read_at is null;
drop index notifications_inbox;

-- On which channels a user wants no notifications of a type. Who has no row wants all.
create table notification_preferences (
    user_id      uuid    primary key references users (id),
    version      bigint  not null default 0,
    switched_off jsonb   not null default '{}'
);
