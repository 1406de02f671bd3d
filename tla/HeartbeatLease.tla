--------------------------- MODULE HeartbeatLease ---------------------------
(***************************************************************************)
(* Why a silent node's lease is over.  ClusterMembership takes that for    *)
(* granted; here each process has clocks of its own, which drift, and TLC  *)
(* checks that each step is one of ClusterMembership's steps of time.      *)
(*                                                                         *)
(* A lease counts from the clock reading before the heartbeat began, since *)
(* the store may commit it at any time after that.  A watch counts from    *)
(* the reading after the look that first saw a heartbeat, up to the one    *)
(* before the latest look: whatever it saw was in the store all that time. *)
(*                                                                         *)
(* No clock shows its absolute value to another process, so a moment is    *)
(* kept as its age on the clock of the process that remembers it, and a    *)
(* heartbeat counter by whether it is the one that was seen.  Left out:    *)
(* joining, leaving and crashing, which only end leases and watches; wall  *)
(* clocks that are set back; processes that have no lease and watch their  *)
(* own old record.                                                         *)
(*                                                                         *)
(* Java: dev.rollcall.protocol.Lease, Observer, SendHeartbeat and          *)
(* DetectFailure; dev.rollcall.detector.Watch; MembershipConfig.           *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
  Processes,      \* Each has a node of its own.
  Watchers,       \* Those that watch all others.
  LeaseDuration,  \* Process -> how long its lease lasts; its record states it.
  FailureTimeout, \* How long a node must be watched, at least.
  LookGap,        \* The longest pause between two looks that still counts as watching.
  Slow, Fast,     \* While one clock advances by Slow, another advances by at most Fast.
  Margin,         \* What a clock reading may be off by: a tick.
  MostAhead,      \* How far the wall clock may run ahead of the monotonic one during a lease.
  Faults          \* What may go wrong: "pause", "suspend", "outage".

ASSUME Watchers \subseteq Processes
ASSUME LeaseDuration \in [Processes -> Nat \ {0}]
ASSUME {FailureTimeout, LookGap, Slow, Fast, Margin, MostAhead} \subseteq Nat
ASSUME 0 < Slow /\ Slow <= Fast
ASSUME Faults \subseteq {"pause", "suspend", "outage"}

VARIABLES
  lease,       \* Process -> when the heartbeat began that earned it.
  step,        \* Process -> what it is doing; it does one thing at a time.
  watch,       \* Watcher -> process -> since and up to when its heartbeat stayed the same.
  suspicions,  \* In the store: process -> voters that suspect it at its current heartbeat.
  lead,        \* Process -> other -> how far its clock is ahead of the other's.
  store,       \* "up", "down", or "back" after an outage for all.
  (* History, for the properties only. *)
  calm,        \* Process -> how long, on its clock, the store has been back.
  leased,      \* ClusterMembership's heartbeatReceived.
  silent       \* ClusterMembership's silent.

history == <<calm, leased, silent>>
vars == <<lease, step, watch, suspicions, lead, store, history>>

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

-----------------------------------------------------------------------------
(* Leases. *)

(* A moment: how long ago it was on the two clocks of its process.  The        *)
(* monotonic one stands still while the machine is suspended.                  *)
Now == [mono |-> 0, wall |-> 0]

Holds(p, began) ==
  /\ began.mono < LeaseDuration[p]
  /\ began.wall - began.mono <= MostAhead

Over(p) == [mono |-> LeaseDuration[p], wall |-> LeaseDuration[p]]

Live(p) == Holds(p, lease[p])

-----------------------------------------------------------------------------
(* Watches. *)

Drifted(time) == (time * Fast + Slow - 1) \div Slow

(* When t's lease is over on any other process's clock. *)
LeaseOver(t) ==
  Drifted(
    LeaseDuration[t]
      + MostAhead)
    + Margin

(* For how long d must watch t. *)
Timeout(d, t) ==
  Max(FailureTimeout, LeaseOver(t))

NoWatch == [since |-> 0, upTo |-> LookGap + 1]

Watched(w) == w.since - w.upTo

IsUnbroken(w) == w.upTo <= LookGap

Timeouts == {Timeout(d, t) : d \in Watchers, t \in Processes}
MaxTimeout == CHOOSE m \in Timeouts : \A n \in Timeouts : n <= m

IsSilent(d, t) == Watched(watch[d][t]) >= Timeout(d, t)

(* Ages beyond which nothing changes are not told apart. *)
Trim(d, t, w) ==
  LET upTo == Min(w.upTo, LookGap + 1) IN
  IF Watched(w) >= Timeout(d, t) THEN [since |-> upTo + Timeout(d, t), upTo |-> upTo]
  ELSE IF IsUnbroken(w) THEN w
  ELSE NoWatch

WatchAgain(d) == watch' = [watch EXCEPT ![d] = [t \in Processes |-> NoWatch]]

-----------------------------------------------------------------------------
(* A heartbeat: its transaction begins, commits, and the reply arrives. *)

Idle == [doing |-> "nothing"]

IsDoing(p, what) == step[p].doing = what

BeginHeartbeat(p) ==
  /\ step[p] = Idle
  /\ step' = [step EXCEPT ![p] = [doing |-> "heartbeat", began |-> Now, committed |-> FALSE]]
  /\ UNCHANGED <<lease, watch, suspicions, lead, store, history>>

(* p's counter rises: what was seen of the old one no longer counts. *)
CommitHeartbeat(p) ==
  /\ IsDoing(p, "heartbeat")
  /\ ~step[p].committed
  /\ store # "down"
  /\ step' = [q \in Processes |->
       IF q = p THEN [step[p] EXCEPT !.committed = TRUE]
       ELSE IF IsDoing(q, "look") /\ step[q].target = p
       THEN [step[q] EXCEPT !.first = TRUE, !.since = 0, !.age = IF step[q].read THEN LookGap + 1 ELSE @]
       ELSE step[q]]
  /\ watch' = [d \in Watchers |-> [watch[d] EXCEPT ![p] = NoWatch]]
  /\ suspicions' = [suspicions EXCEPT ![p] = {}]
  /\ leased' = [leased EXCEPT ![p] = TRUE]
  /\ silent' = [q \in Processes |-> IF q = p /\ ~leased[p] THEN {} ELSE silent[q] \ {p}]
  /\ UNCHANGED <<lease, lead, store, calm>>

(* If the old lease is over by now, p may have been cut off or asleep while it *)
(* seemed to watch.                                                            *)
ReceiveReply(p) ==
  /\ IsDoing(p, "heartbeat")
  /\ step[p].committed
  /\ lease' = [lease EXCEPT ![p] = step[p].began]
  /\ IF p \in Watchers /\ ~Live(p)
     THEN WatchAgain(p)
     ELSE UNCHANGED watch
  /\ step' = [step EXCEPT ![p] = Idle]
  /\ UNCHANGED <<suspicions, lead, store, history>>

(* The outcome is unknown.  What p gives up cannot commit after p's next      *)
(* transaction began (docs/adr/0015), so p gives it up after it committed or  *)
(* never will.                                                                *)
LoseReply(p) ==
  /\ IsDoing(p, "heartbeat")
  /\ step' = [step EXCEPT ![p] = Idle]
  /\ UNCHANGED <<lease, watch, suspicions, lead, store, history>>

-----------------------------------------------------------------------------
(* A look: d reads its clock, the store, and its clock again. *)

BeginLook(d, t) ==
  /\ step[d] = Idle
  /\ IF Live(d)
     THEN /\ step' = [step EXCEPT ![d] =
               [doing |-> "look", target |-> t, read |-> FALSE, age |-> 0,
                first |-> ~IsUnbroken(watch[d][t]),
                since |-> IF IsUnbroken(watch[d][t]) THEN watch[d][t].since ELSE 0]]
          /\ UNCHANGED watch
     ELSE WatchAgain(d) /\ UNCHANGED step
  /\ UNCHANGED <<lease, suspicions, lead, store, history>>

(* The moment at which ClusterMembership finds t silent, if it is.  Where d's *)
(* lease has ended since the look began, d will watch again.                  *)
ReadHeartbeat(d, t) ==
  /\ IsDoing(d, "look")
  /\ step[d].target = t
  /\ ~step[d].read
  /\ store # "down"
  /\ step' = [step EXCEPT ![d].read = TRUE]
  /\ silent' = IF leased[d] /\ ~step[d].first /\ step[d].since - step[d].age >= Timeout(d, t)
               THEN [silent EXCEPT ![d] = @ \cup {t}]
               ELSE silent
  /\ UNCHANGED <<lease, watch, suspicions, lead, store, calm, leased>>

(* What is seen for the first time counts from the look's end, what is seen   *)
(* again counts up to the look's beginning.                                   *)
EndLook(d, t) ==
  /\ IsDoing(d, "look")
  /\ step[d].target = t
  /\ step[d].read
  /\ watch' = [watch EXCEPT ![d][t] = Trim(d, t,
       [since |->
          IF step[d].first THEN 0 ELSE step[d].since,
        upTo |->
          step[d].age])]
  /\ step' = [step EXCEPT ![d] = Idle]
  /\ UNCHANGED <<lease, suspicions, lead, store, history>>

FailLook(d) ==
  /\ IsDoing(d, "look")
  /\ WatchAgain(d)
  /\ step' = [step EXCEPT ![d] = Idle]
  /\ UNCHANGED <<lease, suspicions, lead, store, history>>

-----------------------------------------------------------------------------
(* A vote: d checks its lease, and the transaction commits.  With "pause",    *)
(* time may pass in between.                                                  *)

CheckLease(d, t) ==
  /\ step[d] = Idle
  /\ Live(d)
  /\ step' = [step EXCEPT ![d] = [doing |-> "vote", target |-> t]]
  /\ UNCHANGED <<lease, watch, suspicions, lead, store, history>>

Vote(d, t) ==
  /\ IsDoing(d, "vote")
  /\ step[d].target = t
  /\ IF store # "down" /\ IsSilent(d, t)
     THEN suspicions' = [suspicions EXCEPT ![t] = @ \cup {d}]
     ELSE UNCHANGED suspicions
  /\ step' = [step EXCEPT ![d] = Idle]
  /\ UNCHANGED <<lease, watch, lead, store, history>>

-----------------------------------------------------------------------------
(* Clocks. *)

(* While a clock advances by Slow, another advances by at most Fast; readings  *)
(* are whole ticks, so one more may show at either end.  For every stretch of  *)
(* a run, Slow * p's ticks < Fast * (q's ticks + 1) + Slow: lead[p][q] is the  *)
(* greatest of Slow * p's ticks - Fast * q's ticks over all stretches that end *)
(* now.                                                                        *)
Advance(p) ==
  /\ \A q \in Processes \ {p} : lead[p][q] < Fast
  /\ lead' = [r \in Processes |-> [q \in Processes |->
       IF r = q THEN 0
       ELSE IF r = p THEN lead[p][q] + Slow
       ELSE IF q = p THEN Max(0, lead[r][p] - Fast)
       ELSE lead[r][q]]]

(* A moment of p's, one tick of the wall clock later. *)
Later(p, began, ticks) ==
  LET later == [mono |-> began.mono + ticks, wall |-> began.wall + 1] IN
  IF Holds(p, later) THEN later ELSE Over(p)

LaterStep(p, ticks) ==
  IF IsDoing(p, "heartbeat") THEN [step[p] EXCEPT !.began = Later(p, @, ticks)]
  ELSE IF IsDoing(p, "look")
  THEN LET t == step[p].target
           w == Trim(p, t, [since |-> IF step[p].first THEN 0 ELSE step[p].since + ticks,
                            upTo |-> step[p].age + ticks])
       IN [step[p] EXCEPT !.since = w.since, !.age = w.upTo]
  ELSE step[p]

(* p's clocks show a tick more; the monotonic one does if ticks is 1. *)
Pass(p, ticks) ==
  /\ IsDoing(p, "vote") => "pause" \in Faults
  /\ lease' = [lease EXCEPT ![p] = Later(p, @, ticks)]
  /\ step' = [step EXCEPT ![p] = LaterStep(p, ticks)]
  /\ watch' = [d \in Watchers |-> [t \in Processes |->
       IF d = p THEN Trim(d, t, [since |-> watch[d][t].since + ticks, upTo |-> watch[d][t].upTo + ticks])
       ELSE watch[d][t]]]
  /\ calm' = IF store = "back" THEN [calm EXCEPT ![p] = Min(@ + 1, MaxTimeout)] ELSE calm
  /\ leased' = [leased EXCEPT ![p] =
       \/ Live(p)'
       \/ IsDoing(p, "heartbeat") /\ step[p].committed /\ Holds(p, step'[p].began)]
  /\ silent' = IF leased[p] /\ ~leased'[p] /\ "pause" \notin Faults
               THEN [silent EXCEPT ![p] = {}]
               ELSE silent
  /\ UNCHANGED <<suspicions, store>>

Tick(p) ==
  /\ Advance(p)
  /\ Pass(p, 1)

(* p's machine is suspended for a tick of its wall clock. *)
Suspend(p) ==
  /\ "suspend" \in Faults
  /\ Advance(p)
  /\ Pass(p, 0)

-----------------------------------------------------------------------------
(* An outage of the store for all, longer than the leases: shorter ones are   *)
(* commits and looks that take their time.                                    *)

StoreDown ==
  /\ "outage" \in Faults
  /\ store = "up"
  /\ store' = "down"
  /\ UNCHANGED <<lease, step, watch, suspicions, lead, history>>

StoreBack ==
  /\ store = "down"
  /\ \A p \in Processes : ~Live(p)
  /\ store' = "back"
  /\ UNCHANGED <<lease, step, watch, suspicions, lead, history>>

-----------------------------------------------------------------------------

Init ==
  /\ lease = [p \in Processes |-> Now]
  /\ step = [p \in Processes |-> Idle]
  /\ watch = [d \in Watchers |-> [t \in Processes |-> NoWatch]]
  /\ suspicions = [p \in Processes |-> {}]
  /\ lead = [p \in Processes |-> [q \in Processes |-> 0]]
  /\ store = "up"
  /\ calm = [p \in Processes |-> 0]
  /\ leased = [p \in Processes |-> TRUE]
  /\ silent = [p \in Processes |-> {}]

Next ==
  \/ \E p \in Processes :
       \/ BeginHeartbeat(p)
       \/ CommitHeartbeat(p)
       \/ ReceiveReply(p)
       \/ LoseReply(p)
       \/ Tick(p)
       \/ Suspend(p)
  \/ \E d \in Watchers :
       \/ FailLook(d)
       \/ \E t \in Processes \ {d} :
            \/ BeginLook(d, t)
            \/ ReadHeartbeat(d, t)
            \/ EndLook(d, t)
            \/ CheckLease(d, t)
            \/ Vote(d, t)
  \/ StoreDown
  \/ StoreBack

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What is shown. *)

TypeOK ==
  /\ \A p \in Processes : lease[p] = Over(p) \/ Live(p)
  /\ \A d \in Watchers : \A t \in Processes :
       watch[d][t].upTo \in 0..LookGap + 1 /\ Watched(watch[d][t]) <= Timeout(d, t)
  /\ suspicions \in [Processes -> SUBSET Watchers]
  /\ lead \in [Processes -> [Processes -> 0..Fast + Slow - 1]]
  /\ store \in {"up", "down", "back"}
  /\ leased \in [Processes -> BOOLEAN]
  /\ silent \in [Processes -> SUBSET Processes]

(* A node that another has watched silent acts as nothing. *)
SilentMeansLeaseOver ==
  \A d \in Watchers : \A t \in Processes \ {d} : IsSilent(d, t) => ~Live(t)

(* After an outage each node has a whole timeout, on every other's clock, to   *)
(* send a heartbeat before any may vote against it.                            *)
OutageEvictsNobody ==
  \A d \in Watchers : \A t \in Processes \ {d} :
    store = "back" /\ IsSilent(d, t) /\ Live(d) => calm[d] >= Timeout(d, t)

-----------------------------------------------------------------------------
(* Each step is one of ClusterMembership's steps of time, or none.  `leased`   *)
(* begins when a heartbeat commits: a process that learns it late, or never,   *)
(* acts less than it may.  It ends with a tick, at the first that shows that   *)
(* the lease is over; so a commit that is too late to renew anything is        *)
(* SendHeartbeat first, and LeaseEnds at the next tick.  `silent` holds all    *)
(* that was found; a process whose look fails forgets some of it, and acts     *)
(* less.                                                                       *)

Self(p) == p

Protocol == INSTANCE ClusterMembership WITH
  Nodes <- Processes,
  NodeOf <- Self,
  None <- "none",
  Votes <- 1,
  Faults <- Faults \cap {"pause"},
  registry <- [p \in Processes |-> "Active"],
  owner <- [p \in Processes |-> p],
  viewNumber <- 1,
  primary <- "none",
  term <- 0,
  running <- [p \in Processes |-> TRUE],
  membershipView <- [p \in Processes |-> Processes],
  viewNum <- [p \in Processes |-> 1],
  believesPrimary <- [p \in Processes |-> FALSE],
  primaryTerm <- [p \in Processes |-> 0],
  heartbeatReceived <- leased,
  partitioned <- {},
  cut <- {}

ImplementsProtocol ==
  [][\E p \in Processes :
       \/ Protocol!SendHeartbeat(p)
       \/ Protocol!LeaseEnds(p)
       \/ \E t \in Processes \ {p} :
            Protocol!FindSilent(p, t) \/ Protocol!DetectFailure(p, t)]_Protocol!vars

=============================================================================
