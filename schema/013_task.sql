-- Tasks (交任务): given to a talent with a day they are due.
create table task (
    id           integer primary key,
    key          text not null unique,               -- T622900-2020-3
    office       integer not null references office, -- whose number it is
    year         integer not null,
    seq          integer not null,                   -- of the office and year
    talent       integer not null references talent,
    title        text not null,
    case_id      integer references cases,
    assigned_by  integer references talent,
    assigned_on  text not null,
    due_on       text not null,
    done_on      text,
    cancelled_on text,
    result       text,                               -- what came of it, or why it was cancelled
    source_no    text,

    unique (office, year, seq),
    unique (office, source_no),
    constraint "a task has a title" check (title <> ''),
    constraint "a task is assigned on a real day" check (assigned_on is date(assigned_on)),
    constraint "a task is due on a real day" check (due_on is date(due_on)),
    constraint "a task is done on a real day" check (done_on is date(done_on)),
    constraint "a task is cancelled on a real day" check (cancelled_on is date(cancelled_on)),
    constraint "a task is due after it was assigned" check (due_on >= assigned_on),
    constraint "a task is done after it was assigned" check (done_on >= assigned_on),
    constraint "a task is cancelled after it was assigned" check (cancelled_on >= assigned_on),
    constraint "a task is done or cancelled, not both" check (done_on is null or cancelled_on is null),
    constraint "a task has a result once it is done or cancelled" check (result is null or done_on is not null or cancelled_on is not null),
    constraint "cancelling a task needs a reason" check (cancelled_on is null or result is not null)
) strict;
create index task_by_talent on task (talent);
create index task_by_source on task (source_no);
create index task_by_assignment on task (assigned_on);
create index task_by_end on task (coalesce(done_on, cancelled_on)); -- null: those that are open
