-- Talents (人才): whoever acts in a conference; what they are from day to day is a posting, being in the pool a membership,
-- what makes them grow is told by growth.
create table talent (
    id         integer primary key,
    key        text not null unique,
    office     integer not null references office, -- whose staff number it is
    staff_no   text not null,
    name       text not null,
    pinyin     text not null,
    initials   text not null,
    gender     text,
    birth_date text,
    ethnicity  text,
    source_no  text,
    voided_on  text,
    void_why   text,

    unique (office, staff_no),
    unique (office, source_no),
    constraint "a talent has a name" check (name <> ''),
    constraint "a staff number has three digits or more" check (length(staff_no) >= 3 and staff_no not glob '*[^0-9]*'),
    constraint "the gender is male or female" check (gender in ('male', 'female')),
    constraint "a talent is born on a real day" check (birth_date is date(birth_date)),
    constraint "a talent is voided on a real day" check (voided_on is date(voided_on)),
    constraint "voiding needs a reason" check ((voided_on is null) = (void_why is null))
) strict;
create index talent_by_name on talent (name);
create index talent_by_pinyin on talent (pinyin);
create index talent_by_source on talent (source_no);

create table talent_language (
    talent   integer not null references talent,
    language text not null,
    primary key (talent, language)
) strict, without rowid;

create table talent_specialty (
    talent    integer not null references talent,
    specialty text not null,
    primary key (talent, specialty)
) strict, without rowid;

create table posting (
    id         integer primary key,
    key        text not null unique,
    talent     integer not null references talent,
    office     integer references office, -- none: an expert from outside
    category   text not null,
    department text,
    position   text not null default 'none',
    in_quota   integer not null default 0,
    quota_on   text,
    grade      integer,
    grade_on   text,
    from_on    text not null,
    to_on      text,

    unique (talent, from_on),
    constraint "the category is one of the list" check (category in ('prosecutor', 'assistant', 'clerk', 'technician', 'bailiff', 'expert')),
    constraint "the position is one of the list" check (position in ('chief', 'deputy_chief', 'committee_member', 'dept_head', 'dept_deputy', 'lead_handler', 'none')),
    constraint "in quota is yes or no" check (in_quota in (0, 1)),
    constraint "only prosecutors are in the quota" check (in_quota = 0 or category = 'prosecutor'),
    constraint "only prosecutors have a grade" check (grade is null or category = 'prosecutor'),
    constraint "the grades are 1 to 12" check (grade between 1 and 12),
    constraint "only an expert is without an office" check (office is not null or category = 'expert'),
    constraint "a quota day belongs to a post in the quota" check (quota_on is null or in_quota = 1),
    constraint "the quota is entered on a real day" check (quota_on is date(quota_on)),
    constraint "a grade is given on a real day" check (grade_on is date(grade_on)),
    constraint "a posting begins on a real day" check (from_on is date(from_on)),
    constraint "a posting ends on a real day" check (to_on is date(to_on)),
    constraint "a posting cannot end before it begins" check (to_on >= from_on)
) strict;

create table membership (
    id           integer primary key,
    key          text not null unique,
    talent       integer not null references talent,
    tier         text,
    nominated_on text not null,
    nominated_by integer references talent,
    reviewed_on  text,
    reviewed_by  integer references talent,
    admitted_on  text,
    document     text,
    term_to      text,
    exited_on    text,
    exit_reason  text,

    constraint "the tier is core, mainstay or reserve" check (tier in ('core', 'mainstay', 'reserve')),
    constraint "admission needs a tier" check (admitted_on is null or tier is not null),
    constraint "admission needs a review by someone else" check (reviewed_by <> nominated_by and reviewed_by <> talent),
    constraint "a nomination has a real day" check (nominated_on is date(nominated_on)),
    constraint "a review has a real day" check (reviewed_on is date(reviewed_on)),
    constraint "an admission has a real day" check (admitted_on is date(admitted_on)),
    constraint "a term ends on a real day" check (term_to is date(term_to)),
    constraint "an exit has a real day" check (exited_on is date(exited_on)),
    constraint "a review comes after the nomination" check (reviewed_on >= nominated_on),
    constraint "an admission comes after the nomination" check (admitted_on >= nominated_on),
    constraint "an exit comes after the admission" check (exited_on is null or exited_on >= admitted_on),
    constraint "an exit has a reason" check ((exited_on is null) = (exit_reason is null)),
    constraint "the reason of an exit is one of the list" check (exit_reason in ('transfer', 'retire', 'leave', 'discipline', 'assessment_fail', 'term_end', 'voluntary'))
) strict;
-- one membership at a time: nominated or admitted, neither rejected nor exited
create unique index one_membership on membership (talent)
    where exited_on is null and (reviewed_on is null or admitted_on is not null);
create index membership_by_talent on membership (talent);
create index membership_by_exit on membership (exited_on);

create table growth (
    id          integer primary key,
    key         text not null unique, -- 622921-017/1
    talent      integer not null references talent,
    seq         integer not null,
    kind        text not null,
    happened_on text not null,
    title       text not null,
    level       text,
    result      text,

    unique (talent, seq),
    constraint "the kind of a growth is one of the list" check (kind in ('plan', 'award', 'training', 'lecture', 'competition', 'observe_case', 'publication', 'assessment')),
    constraint "what a talent grew by has a title" check (title <> ''),
    constraint "what a talent grew by was on a real day" check (happened_on is date(happened_on))
) strict;
create index growth_by_day on growth (happened_on);
