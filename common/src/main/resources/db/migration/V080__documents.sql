-- What startups show to investors. The files are in the storage; rows say which there are and who may see them.
create table documents (
    id          uuid primary key,
    startup_id  uuid         not null references startups (id),
    pitch_id    uuid         references pitches (id),
    name        varchar(200) not null check (name <> ''),
    file_type   varchar(20)  not null check (file_type in ('PITCH_DECK', 'FINANCIALS', 'LEGAL', 'OTHER')),
    visibility  varchar(20)  not null check (visibility in ('PUBLIC', 'INVESTORS', 'PRIVATE')),
    uploaded_by uuid         not null references users (id),
    version     bigint       not null default 0,
    created_at  timestamptz  not null,
    updated_at  timestamptz  not null,
    deleted_at  timestamptz                                -- seen by nobody; clean-up takes its files, then the row
);

create index documents_startup on documents (startup_id, created_at desc, id desc);
create index documents_pitch on documents (pitch_id, created_at desc, id desc) where pitch_id is not null;
create index documents_newest on documents (created_at desc, id desc) where deleted_at is null;

create table document_versions (
    id               uuid primary key,
    document_id      uuid         not null references documents (id),
    number           integer      not null check (number >= 1),
    content_type     varchar(100) not null,
    size             bigint       not null check (size > 0),
    sha256           varchar(64)  not null check (sha256 ~ '^[0-9a-f]{64}$'),
    storage_key      uuid         not null unique,
    indexing         varchar(20)  not null check (indexing in ('NONE', 'PENDING', 'INDEXED', 'FAILED')),
    indexing_failure varchar(30),
    uploaded_by      uuid         not null references users (id),
    created_at       timestamptz  not null,
    superseded_at    timestamptz,                          -- null: the current one
    removing_at      timestamptz,                          -- clean-up has begun: its file may be gone
    constraint document_versions_numbers unique (document_id, number),
    constraint document_versions_failure_has_reason check ((indexing = 'FAILED') = (indexing_failure is not null)),
    constraint document_versions_current_stays check (removing_at is null or superseded_at is not null)
);

create unique index document_versions_current on document_versions (document_id) where superseded_at is null;

-- The text of a version, for search.
create table document_pages (
    version_id uuid    not null references document_versions (id) on delete cascade,
    number     integer not null check (number >= 1),
    text       text    not null,
    search     tsvector generated always as (to_tsvector('english', text)) stored,
    primary key (version_id, number)
);

create index document_pages_search on document_pages using gin (search);

-- For the nightly clean-up.
create index idempotency_keys_age on idempotency_keys (created_at);
