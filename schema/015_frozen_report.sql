-- Frozen reports (固化的报表): what a report said when it was frozen, for ever; a later freezing is a record of its own.
create table frozen_report (
    id         integer primary key,
    key        text not null unique, -- month 2020-02; a later freezing: month 2020-02/2
    kind       text not null,
    period     text not null,        -- 2020-02
    first_on   text not null,
    last_on    text not null,
    version    integer not null,
    frozen_at  text not null,
    document   text not null,        -- JSON: all that any format shows
    sha256     text not null,        -- of the document
    checkpoint text,                 -- the audit's last operation before it: seq, hash, time

    unique (kind, period, version),
    constraint "a report is of a month, quarter, half, year or span" check (kind in ('month', 'quarter', 'half', 'year', 'span')),
    constraint "a report begins on a real day" check (first_on is date(first_on)),
    constraint "a report ends on a real day" check (last_on is date(last_on)),
    constraint "a report ends after it begins" check (last_on >= first_on),
    constraint "a frozen report has a document" check (document <> ''),
    constraint "a digest has 64 hexadecimal digits" check (length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*')
) strict;

-- The bytes of a format that was named at the freezing.
create table frozen_file (
    id     integer primary key,
    key    text not null unique, -- report/html
    report integer not null references frozen_report,
    format text not null,
    bytes  blob not null,
    sha256 text not null,

    unique (report, format),
    constraint "the format is one of the list" check (format in ('text', 'csv', 'json', 'jsonl', 'md', 'html', 'xlsx')),
    constraint "a digest has 64 hexadecimal digits" check (length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*')
) strict;
