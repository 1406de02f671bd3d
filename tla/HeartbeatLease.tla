--------------------------- MODULE HeartbeatLease ---------------------------
(***************************************************************************)
(* Why a silent node's lease is over.  ClusterMembership takes that for    *)
(* granted; here each process has clocks of its own, which drift, and TLC  *)
(* checks that each step is one of ClusterMembership's steps of time.      *)
(*                                                                         *)
(* A lease counts from the clock reading before the heartbeat began, since *)
(* the store may commit it at any time after that.  A watch counts from    *)
(* the reading after the look that first saw a heartbeat, up to the one    *)
(* before the latest look: what it saw was in the store all that time.     *)
(*                                                                         *)
(* Clocks are never compared, so a moment is kept as its age on the clock  *)
(* of the process that remembers it, and a heartbeat counter by whether it *)
(* is the one that was seen.  Left out: joining, leaving and crashing,     *)
(* which only end leases and watches; wall clocks that are set back;       *)
(* processes without a lease, which watch their own old record; and that   *)
(* one look reads the heartbeats of all that are watched.                  *)
(*                                                                         *)
(* Java: dev.rollcall.protocol.Lease, Observer, SendHeartbeat and          *)
(* DetectFailure; dev.rollcall.detector.Watch; MembershipConfig.           *)
(* docs/adr/0020-own-time.md                                               *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
  Processes,      \* Each has a node of its own.
  Watchers,       \* Those that watch all others.
  LeaseDuration,  \* Process -> how long its lease lasts; its record states it.
  Tolerance,      \* Process -> for how long its machine may be suspended during a lease.
  FailureTimeout, \* How long a node must be watched, at least.
  Slow, Fast,     \* While one clock advances by Slow, another advances by at most Fast.
  Granularity,    \* Clocks show multiples of it.
  Margin,         \* What clock readings may be off by.
  Faults          \* What may go wrong: "pause", "suspend", "outage".

ASSUME IsFiniteSet(Processes) /\ Watchers \subseteq Processes
ASSUME LeaseDuration \in [Processes -> Nat \ {0}]
ASSUME Tolerance \in [Processes -> Nat]
ASSUME {FailureTimeout, Slow, Fast, Granularity, Margin} \subseteq Nat
ASSUME 0 < Slow /\ Slow <= Fast /\ 0 < Granularity
ASSUME Faults \subseteq {"pause", "suspend", "outage"}

VARIABLES
  lease,       \* Process -> when the heartbeat began that earned it.
  step,        \* Process -> what it is doing; it does one thing at a time.
  watch,       \* Watcher -> process -> since when it has seen its heartbeat; whether for the timeout.
  suspicions,  \* In the store: process -> voters that suspect it at its current heartbeat.
  lead,        \* Process -> other -> how far its clock is ahead of the other's.
  store,       \* "up", "down", or "back" after an outage for all.
  (* History, for the properties only. *)
  calm,        \* Watcher -> how long, on its clock, the store has been back.
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
  /\ began.wall - began.mono <= Tolerance[p]

Over(p) == [mono |-> LeaseDuration[p], wall |-> LeaseDuration[p]]

Live(p) == Holds(p, lease[p])

-----------------------------------------------------------------------------
(* Watches. *)

Drifted(time) == (time * Fast + Slow - 1) \div Slow

(* When t's lease is over on any other process's clock. *)
LeaseOver(t) ==
  Drifted(
    LeaseDuration[t]
      + Tolerance[t])
    + Margin

(* MembershipConfig refuses a shorter one. *)
ASSUME \A d \in Watchers : FailureTimeout >= LeaseOver(d)

(* For how long d must watch t. *)
Timeout(d, t) ==
  Max(FailureTimeout, LeaseOver(t))

(* d has not seen t's present heartbeat. *)
NoWatch == [since |-> -1, silent |-> FALSE]

IsSilent(d, t) == watch[d][t].silent

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
       ELSE IF IsDoing(q, "look") /\ step[q].target = p /\ step[q].sees # "nothing"
       THEN [step[q] EXCEPT !.sees = "former"]
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
(* A look: d reads its clock, the store, and its clock again.  `long`: up to  *)
(* the look's beginning, what d had seen before was there for the timeout.    *)
(* `began`: whether a tick passed since, for a mutant that counts from there. *)

BeginLook(d, t) ==
  /\ step[d] = Idle
  /\ IF Live(d)
     THEN /\ step' = [step EXCEPT ![d] =
               [doing |-> "look", target |-> t, sees |-> "nothing", began |-> 0,
                long |-> watch[d][t].since >= Timeout(d, t)]]
          /\ UNCHANGED watch
     ELSE WatchAgain(d) /\ UNCHANGED step
  /\ UNCHANGED <<lease, suspicions, lead, store, history>>

(* The moment at which ClusterMembership finds t silent, if it is.  Where d's *)
(* lease has ended since the look began, d will watch again.                  *)
ReadHeartbeat(d, t) ==
  LET again == watch[d][t] # NoWatch IN
  /\ IsDoing(d, "look")
  /\ step[d].target = t
  /\ step[d].sees = "nothing"
  /\ store # "down"
  /\ step' = [step EXCEPT ![d].sees = IF again THEN "again" ELSE "first"]
  /\ silent' = IF leased[d] /\ again /\ step[d].long
               THEN [silent EXCEPT ![d] = @ \cup {t}]
               ELSE silent
  /\ UNCHANGED <<lease, watch, suspicions, lead, store, calm, leased>>

(* What is seen for the first time counts from the look's end, what is seen   *)
(* again counts up to the look's beginning.                                   *)
EndLook(d, t) ==
  /\ IsDoing(d, "look")
  /\ step[d].target = t
  /\ step[d].sees # "nothing"
  /\ watch' = [watch EXCEPT ![d][t] =
       CASE step[d].sees = "first" ->
              [since |-> 0, silent |-> FALSE]
         [] step[d].sees = "again" ->
              [@ EXCEPT !.silent = step[d].long]
         [] OTHER -> NoWatch]
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
Later(p, began, mono) ==
  LET later == [mono |-> began.mono + mono, wall |-> began.wall + Granularity] IN
  IF Holds(p, later) THEN later ELSE Over(p)

Timeouts == {Timeout(d, t) : d \in Watchers, t \in Processes}
LongestTimeout == CHOOSE m \in Timeouts : \A n \in Timeouts : n <= m

(* p's wall clock shows a tick more, and its monotonic one shows so much more. *)
Pass(p, mono) ==
  /\ IsDoing(p, "vote") => "pause" \in Faults
  /\ lease' = [lease EXCEPT ![p] = Later(p, @, mono)]
  /\ step' = IF IsDoing(p, "heartbeat") THEN [step EXCEPT ![p].began = Later(p, @, mono)]
             ELSE IF IsDoing(p, "look")
             THEN [step EXCEPT ![p].began = Max(@, mono)]
             ELSE step
  /\ watch' = [d \in Watchers |-> [t \in Processes |->
       IF d = p /\ watch[d][t] # NoWatch
       THEN [watch[d][t] EXCEPT !.since = Min(@ + mono, Timeout(d, t))]
       ELSE watch[d][t]]]
  /\ calm' = IF store = "back" /\ p \in Watchers
             THEN [calm EXCEPT ![p] = Min(@ + mono, LongestTimeout)]
             ELSE calm
  /\ leased' = [leased EXCEPT ![p] =
       \/ Live(p)'
       \/ IsDoing(p, "heartbeat") /\ step[p].committed /\ Holds(p, step'[p].began)]
  /\ silent' = IF leased[p] /\ ~leased'[p] /\ "pause" \notin Faults
               THEN [silent EXCEPT ![p] = {}]
               ELSE silent
  /\ UNCHANGED <<suspicions, store>>

Tick(p) ==
  /\ Advance(p)
  /\ Pass(p, Granularity)

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
  /\ calm = [d \in Watchers |-> 0]
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
       watch[d][t] = NoWatch \/ watch[d][t] \in [since : 0..Timeout(d, t), silent : BOOLEAN]
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
OutageSilencesNobody ==
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
