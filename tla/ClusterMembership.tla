-------------------------- MODULE ClusterMembership --------------------------
(***************************************************************************)
(* Cluster membership over one strictly serializable store.  Every action  *)
(* is one store transaction or one local step, and its guard uses only     *)
(* what the node reads in that transaction or times on its own clock.      *)
(*                                                                         *)
(* Left out: addresses, actors (ActorMigration), real time (HeartbeatLease *)
(* argues that the lease and the silence used here can be had from         *)
(* drifting clocks), and numbers that are only compared for equality:      *)
(*   - an incarnation is told apart only by whose it is: `owner`;          *)
(*   - a heartbeat counter, by whether it has risen: `heartbeat`;          *)
(*   - the counter a suspicion names, by whether it is the current one:    *)
(*     `suspicions` holds just the votes that still count.                 *)
(*                                                                         *)
(* Each action is the Java class of the same name in dev.rollcall.protocol *)
(* or, for what the environment does, a method of the replay harness.      *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
  Nodes,        \* Node ids: the keys of the records in the store.
  Processes,    \* What runs.  Two processes may be configured with one id.
  NodeOf(_),    \* The node id a process is configured with.
  None,         \* No node, no process.
  Votes,        \* Suspicions wanted before a node may be failed.
  Faults        \* What may go wrong: "crash", "cut", "partition", "pause".

VARIABLES
  (* In the store. *)
  registry,     \* Node -> state of its record.
  owner,        \* Node -> the process whose incarnation the record carries.
  heartbeat,    \* Node -> its counter has risen in this lease period.
  viewNumber,   \* Number of the current view.
  primary,      \* Node that holds the office of primary, or None.
  term,         \* Term of the latest election.
  suspicions,   \* Node -> voters that suspect it at its current counter.
  (* At each process. *)
  running,      \* It has an incarnation: it joined, and has not forgotten it.
  membershipView, viewNum,  \* Cached view: its members and its number (0: none).
  believesPrimary, primaryTerm,
  heartbeatReceived,  \* The lease: its latest successful heartbeat still holds.
  watching,     \* It has watched the counters since this period began.
  silent,       \* Nodes whose counter it has watched stay the same for a period.
  (* Around them. *)
  partitioned,  \* Pairs of nodes that cannot talk.
  cut           \* Processes that cannot reach the store.

store   == <<registry, owner, heartbeat, viewNumber, primary, term, suspicions>>
claims  == <<believesPrimary, primaryTerm>>
views   == <<membershipView, viewNum>>
local   == <<running, views, claims, heartbeatReceived, watching, silent>>
network == <<partitioned, cut>>
vars    == <<store, local, network>>

States == {"Left", "Joining", "Active", "Leaving", "Failed"}
Alive  == {"Joining", "Active", "Leaving"}   \* States of a record that is kept by heartbeats.
Links  == {link \in SUBSET Nodes : Cardinality(link) = 2}

-----------------------------------------------------------------------------
(* What a transaction reads. *)

Active     == {n \in Nodes : registry[n] = "Active"}
Electorate == {n \in Nodes : registry[n] \in {"Active", "Failed"}}
Members    == {n \in Nodes : registry[n] \in {"Active", "Leaving"}}

State(p) == registry[NodeOf(p)]
Owns(p)  == owner[NodeOf(p)] = p

Connected(p) == p \notin cut

(* n reaches m when m answers its probe: the link works and m's process runs. *)
Reaches(p, m) ==
  \/ m = NodeOf(p)
  \/ {NodeOf(p), m} \notin partitioned /\ owner[m] # None

(* Failed nodes keep counting, so a minority cannot vote the rest away. *)
HasQuorum(p) ==
  2 * Cardinality({m \in Active : Reaches(p, m)}) > Cardinality(Electorate)

(* With "pause", a process may act on a lease it checked long ago: what must *)
(* hold then rests on the store alone.                                       *)
LeaseHolds(p) == heartbeatReceived[p] \/ "pause" \in Faults

Min(a, b) == IF a < b THEN a ELSE b
VotesNeeded == Min(Votes, (Cardinality(Active) + 1) \div 2)

-----------------------------------------------------------------------------
(* Parts of effects. *)

(* n's counter rises: suspicions that name the old one no longer count, and *)
(* nobody has watched the new one stay the same.                            *)
Renew(p) ==
  /\ heartbeat' = [heartbeat EXCEPT ![NodeOf(p)] = TRUE]
  /\ heartbeatReceived' = [heartbeatReceived EXCEPT ![p] = TRUE]
  /\ suspicions' = [suspicions EXCEPT ![NodeOf(p)] = {}]
  /\ silent' = [q \in Processes |-> silent[q] \ {NodeOf(p)}]

(* n's heartbeat and what was said of it and by it are gone. *)
Withdraw(n) ==
  /\ heartbeat' = [heartbeat EXCEPT ![n] = FALSE]
  /\ suspicions' = [m \in Nodes |-> IF m = n THEN {} ELSE suspicions[m] \ {n}]

Adopt(p, members) ==
  /\ membershipView' = [membershipView EXCEPT ![p] = members]
  /\ viewNum' = [viewNum EXCEPT ![p] = viewNumber']

TakeOffice(p) ==
  /\ primary' = NodeOf(p)
  /\ term' = term + 1
  /\ believesPrimary' = [believesPrimary EXCEPT ![p] = TRUE]
  /\ primaryTerm' = [primaryTerm EXCEPT ![p] = term + 1]

ForgetClaims(p) ==
  /\ believesPrimary' = [believesPrimary EXCEPT ![p] = FALSE]
  /\ primaryTerm' = [primaryTerm EXCEPT ![p] = 0]

ForgetView(p) ==
  /\ membershipView' = [membershipView EXCEPT ![p] = {}]
  /\ viewNum' = [viewNum EXCEPT ![p] = 0]

(* All that comes with an incarnation. *)
Forget(p) ==
  /\ running' = [running EXCEPT ![p] = FALSE]
  /\ ForgetView(p)
  /\ ForgetClaims(p)
  /\ heartbeatReceived' = [heartbeatReceived EXCEPT ![p] = FALSE]

StopWatching(p) ==
  /\ watching' = [watching EXCEPT ![p] = FALSE]
  /\ silent' = [silent EXCEPT ![p] = {}]

(* The same when there is nothing left to watch of p's node either. *)
StopWatchingEachOther(p) ==
  /\ watching' = [watching EXCEPT ![p] = FALSE]
  /\ silent' = [q \in Processes |-> IF q = p THEN {} ELSE silent[q] \ {NodeOf(p)}]

(* t's record is closed by others, or by a later process of its own. *)
Fail(t) ==
  /\ IF registry[t] = "Active"
     THEN registry' = [registry EXCEPT ![t] = "Failed"] /\ UNCHANGED owner
     ELSE /\ registry' = [registry EXCEPT ![t] = "Left"]
          /\ owner' = [owner EXCEPT ![t] = None]
  /\ viewNumber' = IF t \in Members THEN viewNumber + 1 ELSE viewNumber
  /\ primary' = IF primary = t THEN None ELSE primary
  /\ Withdraw(t)
  /\ silent' = [q \in Processes |-> silent[q] \ {t}]

-----------------------------------------------------------------------------
(* Joining and leaving. *)

(* The first node is Active at once, and primary if it is all the electorate; *)
(* any other waits in Joining, with a lease to keep its record alive.         *)
NodeJoin(p) ==
  LET n == NodeOf(p) IN
  /\ Connected(p)
  /\ registry[n] = "Left"
  /\ owner' = [owner EXCEPT ![n] = p]
  /\ running' = [running EXCEPT ![p] = TRUE]
  /\ heartbeat' = [heartbeat EXCEPT ![n] = TRUE]
  /\ heartbeatReceived' = [heartbeatReceived EXCEPT ![p] = TRUE]
  /\ StopWatching(p)
  /\ IF Active = {}
     THEN /\ registry' = [registry EXCEPT ![n] = "Active"]
          /\ viewNumber' = viewNumber + 1
          /\ Adopt(p, Members \cup {n})
          /\ IF Electorate = {}
             THEN TakeOffice(p)
             ELSE ForgetClaims(p) /\ UNCHANGED <<primary, term>>
     ELSE /\ registry' = [registry EXCEPT ![n] = "Joining"]
          /\ ForgetView(p)
          /\ ForgetClaims(p)
          /\ UNCHANGED <<viewNumber, primary, term>>
  /\ UNCHANGED <<suspicions, network>>

NodeJoinComplete(p) ==
  LET n == NodeOf(p) IN
  /\ Connected(p)
  /\ Owns(p)
  /\ registry[n] = "Joining"
  /\ HasQuorum(p) \/ Active = {}
  /\ registry' = [registry EXCEPT ![n] = "Active"]
  /\ viewNumber' = viewNumber + 1
  /\ Adopt(p, Members \cup {n})
  /\ Renew(p)
  /\ UNCHANGED <<owner, primary, term, running, claims, watching, network>>

(* A node that never became Active has nothing to drain. *)
NodeLeave(p) ==
  LET n == NodeOf(p) IN
  /\ Connected(p)
  /\ Owns(p)
  /\ registry[n] \in {"Joining", "Active"}
  /\ IF registry[n] = "Joining"
     THEN /\ registry' = [registry EXCEPT ![n] = "Left"]
          /\ owner' = [owner EXCEPT ![n] = None]
          /\ Withdraw(n)
          /\ Forget(p)
          /\ StopWatchingEachOther(p)
          /\ UNCHANGED primary
     ELSE /\ registry' = [registry EXCEPT ![n] = "Leaving"]
          /\ primary' = IF primary = n THEN None ELSE primary
          /\ suspicions' = [m \in Nodes |-> suspicions[m] \ {n}]
          /\ ForgetClaims(p)
          /\ StopWatching(p)
          /\ UNCHANGED <<owner, heartbeat, running, views, heartbeatReceived>>
  /\ UNCHANGED <<viewNumber, term, network>>

NodeLeaveComplete(p) ==
  LET n == NodeOf(p) IN
  /\ Connected(p)
  /\ Owns(p)
  /\ registry[n] = "Leaving"
  /\ registry' = [registry EXCEPT ![n] = "Left"]
  /\ owner' = [owner EXCEPT ![n] = None]
  /\ viewNumber' = viewNumber + 1
  /\ Withdraw(n)
  /\ Forget(p)
  /\ StopWatchingEachOther(p)
  /\ UNCHANGED <<primary, term, network>>

-----------------------------------------------------------------------------
(* Heartbeats and failures. *)

(* A holder that stepped down while it was cut off resigns here. *)
SendHeartbeat(p) ==
  LET n == NodeOf(p) IN
  /\ Connected(p)
  /\ Owns(p)
  /\ registry[n] \in Alive
  /\ Renew(p)
  /\ primary' = IF primary = n /\ ~believesPrimary[p] THEN None ELSE primary
  /\ UNCHANGED <<registry, owner, viewNumber, term,
                 running, views, claims, watching, network>>

DetectFailure(d, t) ==
  /\ Connected(d)
  /\ Owns(d)
  /\ State(d) = "Active"
  /\ LeaseHolds(d)
  /\ t \in silent[d]
  /\ suspicions' = [suspicions EXCEPT ![t] = @ \cup {NodeOf(d)}]
  /\ UNCHANGED <<registry, owner, heartbeat, viewNumber, primary, term, local, network>>

MarkNodeFailed(d, t) ==
  /\ Connected(d)
  /\ Owns(d)
  /\ State(d) = "Active"
  /\ LeaseHolds(d)
  /\ HasQuorum(d)
  /\ Cardinality(suspicions[t]) >= VotesNeeded
  /\ Fail(t)
  /\ IF t \in Members THEN Adopt(d, Members \ {t}) ELSE UNCHANGED views
  /\ UNCHANGED <<term, running, claims, heartbeatReceived, watching, network>>

(* A process that learns that it was failed, or that its record went on       *)
(* without it, gives up its incarnation.                                      *)
NodeRecover(p) ==
  LET n == NodeOf(p) IN
  /\ Connected(p)
  /\ IF registry[n] = "Failed"
     THEN /\ registry' = [registry EXCEPT ![n] = "Left"]
          /\ owner' = [owner EXCEPT ![n] = None]
     ELSE /\ ~Owns(p)
          /\ UNCHANGED <<registry, owner>>
  /\ Forget(p)
  /\ UNCHANGED <<heartbeat, viewNumber, primary, term, suspicions,
                 watching, silent, network>>

(* A new process finds the record of an old one, and has itself watched it    *)
(* silent: `silent` holds a process's own node only while it has not joined.  *)
TakeOver(p) ==
  /\ Connected(p)
  /\ NodeOf(p) \in silent[p]
  /\ Fail(NodeOf(p))
  /\ UNCHANGED <<term, running, views, claims, heartbeatReceived, watching, network>>

-----------------------------------------------------------------------------
(* The primary, and views. *)

ElectPrimary(p) ==
  /\ Connected(p)
  /\ Owns(p)
  /\ State(p) = "Active"
  /\ LeaseHolds(p)
  /\ HasQuorum(p)
  /\ primary = None
  /\ TakeOffice(p)
  /\ UNCHANGED <<registry, owner, heartbeat, viewNumber, suspicions,
                 running, views, heartbeatReceived, watching, silent, network>>

(* A primary resigns in the store for want of quorum; one that cannot reach the *)
(* store gives up its own belief when its lease is over.                        *)
PrimaryStepDown(p) ==
  /\ IF Connected(p)
     THEN /\ Owns(p)
          /\ primary = NodeOf(p)
          /\ ~HasQuorum(p)
          /\ primary' = None
     ELSE /\ ~heartbeatReceived[p]
          /\ UNCHANGED primary
  /\ ForgetClaims(p)
  /\ UNCHANGED <<registry, owner, heartbeat, viewNumber, term, suspicions,
                 running, views, heartbeatReceived, watching, silent, network>>

SyncViews(p) ==
  /\ Connected(p)
  /\ Owns(p)
  /\ State(p) \in {"Active", "Leaving"}
  /\ membershipView' = [membershipView EXCEPT ![p] = Members]
  /\ viewNum' = [viewNum EXCEPT ![p] = viewNumber]
  /\ UNCHANGED <<store, running, claims, heartbeatReceived, watching, silent, network>>

-----------------------------------------------------------------------------
(* The environment. *)

NodeCrash(p) ==
  LET n == NodeOf(p) IN
  /\ "crash" \in Faults
  /\ running[p]
  /\ owner' = IF Owns(p) THEN [owner EXCEPT ![n] = None] ELSE owner
  /\ Forget(p)
  /\ StopWatching(p)
  /\ UNCHANGED <<registry, heartbeat, viewNumber, primary, term, suspicions, network>>

CutStore(p) ==
  /\ "cut" \in Faults
  /\ p \notin cut
  /\ cut' = cut \cup {p}
  /\ UNCHANGED <<store, local, partitioned>>

HealStore(p) ==
  /\ p \in cut
  /\ cut' = cut \ {p}
  /\ UNCHANGED <<store, local, partitioned>>

CreatePartition(link) ==
  /\ "partition" \in Faults
  /\ link \notin partitioned
  /\ partitioned' = partitioned \cup {link}
  /\ UNCHANGED <<store, local, cut>>

HealPartition(link) ==
  /\ link \in partitioned
  /\ partitioned' = partitioned \ {link}
  /\ UNCHANGED <<store, local, cut>>

(* Who may call others silent at the end of a lease period: a member that was *)
(* itself heard in it, and a new process looking at its node's old record.    *)
(* That it is Active is economy, not safety: no other node has a vote.        *)
MayWatch(d) ==
  /\ Connected(d)
  /\ IF running[d]
     THEN State(d) = "Active" /\ heartbeatReceived[d]
     ELSE State(d) \in Alive

(* Production watches only some of these, the nodes that follow d on the ring  *)
(* of ids and the primary: its `silent` is a part of this one, which only ever *)
(* enables.  docs/adr/0016-ring-of-successors.md.                              *)
Watched(d) ==
  IF running[d] THEN {t \in Nodes \ {NodeOf(d)} : registry[t] \in Alive} ELSE {NodeOf(d)}

(* What d calls silent when the period ends.  Who has not watched all of it *)
(* begins anew, unless it is paused and keeps what it saw before.           *)
FoundSilent(d) ==
  IF MayWatch(d)
  THEN IF watching[d] THEN {t \in Watched(d) : ~heartbeat[t]} ELSE {}
  ELSE IF "pause" \in Faults THEN silent[d] ELSE {}

(* One lease period passes. *)
ResetHeartbeats ==
  /\ heartbeat' = [n \in Nodes |-> FALSE]
  /\ heartbeatReceived' = [p \in Processes |-> FALSE]
  /\ watching' = [d \in Processes |-> MayWatch(d)]
  /\ silent' = [d \in Processes |-> FoundSilent(d)]
  /\ UNCHANGED <<registry, owner, viewNumber, primary, term, suspicions,
                 running, views, claims, network>>

-----------------------------------------------------------------------------

Init ==
  /\ registry = [n \in Nodes |-> "Left"]
  /\ owner = [n \in Nodes |-> None]
  /\ heartbeat = [n \in Nodes |-> FALSE]
  /\ viewNumber = 0
  /\ primary = None
  /\ term = 0
  /\ suspicions = [n \in Nodes |-> {}]
  /\ running = [p \in Processes |-> FALSE]
  /\ membershipView = [p \in Processes |-> {}]
  /\ viewNum = [p \in Processes |-> 0]
  /\ believesPrimary = [p \in Processes |-> FALSE]
  /\ primaryTerm = [p \in Processes |-> 0]
  /\ heartbeatReceived = [p \in Processes |-> FALSE]
  /\ watching = [p \in Processes |-> FALSE]
  /\ silent = [p \in Processes |-> {}]
  /\ partitioned = {}
  /\ cut = {}

Next ==
  \/ \E p \in Processes :
       \/ NodeJoin(p)
       \/ NodeJoinComplete(p)
       \/ NodeLeave(p)
       \/ NodeLeaveComplete(p)
       \/ SendHeartbeat(p)
       \/ NodeRecover(p)
       \/ TakeOver(p)
       \/ ElectPrimary(p)
       \/ PrimaryStepDown(p)
       \/ SyncViews(p)
       \/ NodeCrash(p)
       \/ CutStore(p)
       \/ HealStore(p)
  \/ \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
       \/ DetectFailure(d, t)
       \/ MarkNodeFailed(d, t)
  \/ \E link \in Links :
       \/ CreatePartition(link)
       \/ HealPartition(link)
  \/ ResetHeartbeats

Spec == Init /\ [][Next]_vars

=============================================================================
