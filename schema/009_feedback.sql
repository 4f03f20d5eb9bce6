-- Feedback (反馈): what the handler, or who may decide above, decided, and what became of each opinion. Never the conference.
create table feedback (
    id              integer primary key,
    key             text not null unique, -- the referral's
    referral        integer not null unique references referral,
    decided_by_role text not null,
    decided_by      integer references talent,
    decision        text not null,
    decided_on      text not null,
    submitted_on    text,

    constraint "handler, chief, committee or superior decides" check (decided_by_role in ('handler', 'chief', 'committee', 'superior')),
    constraint "the decision is one of the list" check (decision in ('prosecute', 'not_prosecute', 'arrest', 'not_arrest', 'return_for_investigation', 'protest', 'no_protest', 'withdraw', 'other')),
    constraint "a decision is made on a real day" check (decided_on is date(decided_on)),
    constraint "feedback is given on a real day" check (submitted_on is date(submitted_on)),
    constraint "feedback comes after the decision" check (submitted_on >= decided_on)
) strict;
create index feedback_by_decision on feedback (decided_on);
create index feedback_by_submission on feedback (submitted_on);

create table adoption (
    id          integer primary key,
    key         text not null unique, -- feedback/opinion
    feedback    integer not null references feedback,
    opinion     integer not null unique references opinion,
    adoption    text not null,
    reason_code text,
    reason      text,

    constraint "the adoption is one of the list" check (adoption in ('adopted', 'partly_adopted', 'not_adopted', 'not_applicable')),
    constraint "what is not or partly adopted needs a reason code" check (adoption not in ('partly_adopted', 'not_adopted') or reason_code is not null),
    constraint "the reason code is one of the list" check (reason_code in ('new_evidence', 'other_view_of_facts', 'other_view_of_law', 'decided_above', 'covered_elsewhere', 'other')),
    constraint "the reason other needs a text" check (reason_code is not 'other' or reason is not null)
) strict;
create index adoption_by_feedback on adoption (feedback);

-- A referral handed on (报检察长, 提交检委会, 请示上级院) by who has to decide: their own act, never the conference's.
create table escalation (
    id           integer primary key,
    key          text not null unique, -- case#1/1
    referral     integer not null references referral,
    seq          integer not null,
    to_body      text not null,
    escalated_on text not null,
    escalated_by integer references talent,
    why          text,

    unique (referral, seq),
    constraint "a referral is handed on to chief, committee or superior" check (to_body in ('chief', 'committee', 'superior')),
    constraint "a referral is handed on on a real day" check (escalated_on is date(escalated_on))
) strict;
create index escalation_by_day on escalation (escalated_on);
