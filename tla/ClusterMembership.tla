-------------------------- MODULE ClusterMembership --------------------------
(***************************************************************************)
(* Cluster membership over one strictly serializable store.  Every action  *)
(* is one store transaction or one local step, and its guard uses only     *)
(* what the node reads in that transaction or times on its own clock.      *)
(*                                                                         *)
(* Left out: addresses, actors (ActorMigration), and real time: each       *)
(* process has a clock of its own, of which only two moments show here,    *)
(* LeaseEnds and FindSilent.  HeartbeatLease refines them to clocks that   *)
(* drift and shows that a silent node's lease is over.  Also left out are  *)
(* numbers that are only compared for equality:                            *)
(*   - an incarnation is told apart only by whose it is: `owner`;          *)
(*   - a heartbeat counter, and the counter that a suspicion names or a    *)
(*     process watches, by whether it is the current one: `suspicions` and *)
(*     `silent` hold only what still counts.                               *)
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

ASSUME IsFiniteSet(Nodes) /\ Nodes # {} /\ IsFiniteSet(Processes)
ASSUME \A p \in Processes : NodeOf(p) \in Nodes
ASSUME None \notin Nodes \cup Processes
ASSUME Votes \in Nat \ {0}
ASSUME Faults \subseteq {"crash", "cut", "partition", "pause"}

VARIABLES
  (* In the store. *)
  registry,     \* Node -> state of its record.
  owner,        \* Node -> the process whose incarnation the record carries.
  viewNumber,   \* Number of the current view.
  primary,      \* Node that holds the office of primary, or None.
  term,         \* Term of the latest election.
  suspicions,   \* Node -> voters that suspect it at its current counter.
  (* At each process. *)
  running,      \* It has an incarnation: it joined, and has not forgotten it.
  membershipView, viewNum,  \* Cached view: its members and its number (0: none).
  believesPrimary, primaryTerm,
  heartbeatReceived,  \* The lease: its latest successful heartbeat still holds.
  silent,       \* Nodes whose counter it has watched stay the same for the failure timeout.
  (* Around them. *)
  partitioned,  \* Pairs of nodes that cannot talk.
  cut           \* Processes that cannot reach the store.

store   == <<registry, owner, viewNumber, primary, term, suspicions>>
claims  == <<believesPrimary, primaryTerm>>
views   == <<membershipView, viewNum>>
local   == <<running, views, claims, heartbeatReceived, silent>>
network == <<partitioned, cut>>
vars    == <<store, local, network>>

States == {"Left", "Joining", "Active", "Leaving", "Failed"}
Alive  == {"Joining", "Active", "Leaving"}   \* States of a record that is kept by heartbeats.
Links  == {link \in SUBSET Nodes : Cardinality(link) = 2}

-----------------------------------------------------------------------------
(* What a transaction reads. *)

Active  == {n \in Nodes : registry[n] = "Active"}
Voters  == {n \in Nodes : registry[n] \in {"Joining", "Active"}}
Members == {n \in Nodes : registry[n] \in {"Active", "Leaving"}}

State(p) == registry[NodeOf(p)]
Owns(p)  == owner[NodeOf(p)] = p

Connected(p) == p \notin cut

(* n reaches m when m answers its probe: the link works and m's process runs. *)
Reaches(p, m) ==
  \/ m = NodeOf(p)
  \/ {NodeOf(p), m} \notin partitioned /\ owner[m] # None

Min(a, b) == IF a < b THEN a ELSE b
VotesNeeded == Min(Votes, (Cardinality(Voters) + 1) \div 2)

(* Enough nodes have watched t silent, so its lease is over: the store itself *)
(* shows everybody that t acts as nothing.                                    *)
Doomed(t) == Cardinality(suspicions[t]) >= VotesNeeded

(* A quorum is what tells the sides of a split network apart.  The dead have  *)
(* no seat: no other side exists that they could be on.                       *)
Living     == {n \in Active : ~Doomed(n)}
Council(p) == Living \cup {NodeOf(p)}
Reached(p) == {m \in Council(p) : Reaches(p, m)}

HasQuorum(p) == 2 * Cardinality(Reached(p)) > Cardinality(Council(p))

(* A primary that reaches just half stays, and nobody in the other half is    *)
(* elected: an even split keeps the primary it has.                           *)
MayStay(p) == 2 * Cardinality(Reached(p)) >= Cardinality(Council(p))

(* With "pause", a process may act on a lease it checked long ago: what must *)
(* hold then rests on the store alone.                                       *)
LeaseHolds(p) == heartbeatReceived[p] \/ "pause" \in Faults

-----------------------------------------------------------------------------
(* Parts of effects. *)

(* p's counter rises: suspicions that name the old one no longer count, and *)
(* no process has watched the new one stay the same.  A process whose lease *)
(* was over begins its own watch again.                                     *)
Renew(p) ==
  /\ heartbeatReceived' = [heartbeatReceived EXCEPT ![p] = TRUE]
  /\ suspicions' = [suspicions EXCEPT ![NodeOf(p)] = {}]
  /\ silent' = [q \in Processes |->
       IF q = p /\ ~heartbeatReceived[p] THEN {} ELSE silent[q] \ {NodeOf(p)}]

(* What was said of n and by n is gone, with its heartbeat. *)
Withdraw(n) ==
  suspicions' = [m \in Nodes |-> IF m = n THEN {} ELSE suspicions[m] \ {n}]

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

StopWatching(p) == silent' = [silent EXCEPT ![p] = {}]

(* The same when there is nothing left to watch of p's node either. *)
StopWatchingEachOther(p) ==
  silent' = [q \in Processes |-> IF q = p THEN {} ELSE silent[q] \ {NodeOf(p)}]

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

(* Where no node is Active, this one is at once, and primary: no node could    *)
(* admit it.  Otherwise it waits in Joining, with a lease that keeps its       *)
(* record alive.                                                               *)
NodeJoin(p) ==
  LET n == NodeOf(p) IN
  /\ Connected(p)
  /\ registry[n] = "Left"
  /\ owner' = [owner EXCEPT ![n] = p]
  /\ running' = [running EXCEPT ![p] = TRUE]
  /\ heartbeatReceived' = [heartbeatReceived EXCEPT ![p] = TRUE]
  /\ StopWatching(p)
  /\ IF Active = {}
     THEN /\ registry' = [registry EXCEPT ![n] = "Active"]
          /\ viewNumber' = viewNumber + 1
          /\ Adopt(p, Members \cup {n})
          /\ TakeOffice(p)
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
  /\ HasQuorum(p)
  /\ registry' = [registry EXCEPT ![n] = "Active"]
  /\ viewNumber' = viewNumber + 1
  /\ Adopt(p, Members \cup {n})
  /\ Renew(p)
  /\ UNCHANGED <<owner, primary, term, running, claims, network>>

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
          /\ UNCHANGED <<owner, running, views, heartbeatReceived>>
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
                 running, views, claims, network>>

(* A joining node votes, too: it has watched as a member has, and after a power *)
(* cycle there is no other.                                                     *)
DetectFailure(d, t) ==
  /\ Connected(d)
  /\ Owns(d)
  /\ State(d) \in {"Joining", "Active"}
  /\ LeaseHolds(d)
  /\ t \in silent[d]
  /\ suspicions' = [suspicions EXCEPT ![t] = @ \cup {NodeOf(d)}]
  /\ UNCHANGED <<registry, owner, viewNumber, primary, term, local, network>>

MarkNodeFailed(d, t) ==
  /\ Connected(d)
  /\ Owns(d)
  /\ State(d) \in {"Joining", "Active"}
  /\ LeaseHolds(d)
  /\ HasQuorum(d)
  /\ Doomed(t)
  /\ Fail(t)
  /\ IF State(d) = "Active" /\ t \in Members THEN Adopt(d, Members \ {t}) ELSE UNCHANGED views
  /\ UNCHANGED <<term, running, claims, heartbeatReceived, network>>

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
  /\ IF running[p] THEN StopWatching(p) ELSE UNCHANGED silent
  /\ UNCHANGED <<viewNumber, primary, term, suspicions, network>>

(* The record of a node that stays away is removed, so that they do not add up. *)
(* When is a matter of order, not of safety: production waits `forgetAfter`.    *)
NodeForget(d, t) ==
  /\ Connected(d)
  /\ Owns(d)
  /\ State(d) = "Active"
  /\ registry[t] = "Failed"
  /\ registry' = [registry EXCEPT ![t] = "Left"]
  /\ owner' = [owner EXCEPT ![t] = None]
  /\ UNCHANGED <<viewNumber, primary, term, suspicions, local, network>>

(* A new process finds the record of an old one, and has itself watched it    *)
(* silent: `silent` holds a process's own node only while it has not joined.  *)
TakeOver(p) ==
  /\ Connected(p)
  /\ NodeOf(p) \in silent[p]
  /\ Fail(NodeOf(p))
  /\ UNCHANGED <<term, running, views, claims, heartbeatReceived, network>>

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
  /\ UNCHANGED <<registry, owner, viewNumber, suspicions,
                 running, views, heartbeatReceived, silent, network>>

(* A primary that reaches less than half of its council resigns in the store;   *)
(* one that cannot reach the store gives up its own belief when its lease is    *)
(* over.                                                                        *)
PrimaryStepDown(p) ==
  /\ IF Connected(p)
     THEN /\ Owns(p)
          /\ primary = NodeOf(p)
          /\ ~MayStay(p)
          /\ primary' = None
     ELSE /\ ~heartbeatReceived[p]
          /\ UNCHANGED primary
  /\ ForgetClaims(p)
  /\ UNCHANGED <<registry, owner, viewNumber, term, suspicions,
                 running, views, heartbeatReceived, silent, network>>

SyncViews(p) ==
  /\ Connected(p)
  /\ Owns(p)
  /\ State(p) \in {"Active", "Leaving"}
  /\ membershipView' = [membershipView EXCEPT ![p] = Members]
  /\ viewNum' = [viewNum EXCEPT ![p] = viewNumber]
  /\ UNCHANGED <<store, running, claims, heartbeatReceived, silent, network>>

-----------------------------------------------------------------------------
(* The environment. *)

NodeCrash(p) ==
  LET n == NodeOf(p) IN
  /\ "crash" \in Faults
  /\ running[p]
  /\ owner' = IF Owns(p) THEN [owner EXCEPT ![n] = None] ELSE owner
  /\ Forget(p)
  /\ StopWatching(p)
  /\ UNCHANGED <<registry, viewNumber, primary, term, suspicions, network>>

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

(* Time: each process's own clock. *)

(* p's clock passes the end of its lease.  Its watch begins again, unless p is *)
(* paused and does not notice.                                                 *)
LeaseEnds(p) ==
  /\ heartbeatReceived[p]
  /\ heartbeatReceived' = [heartbeatReceived EXCEPT ![p] = FALSE]
  /\ silent' = IF "pause" \in Faults THEN silent ELSE [silent EXCEPT ![p] = {}]
  /\ UNCHANGED <<store, running, views, claims, network>>

(* Whom d may call silent: a member or joining node under a live lease, any    *)
(* other; a process that has not joined, what is left of its own node.         *)
(* Production watches only some of these, the living nodes that follow d on    *)
(* the ring of ids and the primary: its `silent` is a part of this one, which  *)
(* only ever enables.  docs/adr/0016-ring-of-successors.md.                    *)
Watched(d) ==
  IF ~running[d] THEN {NodeOf(d)}
  ELSE IF State(d) \in {"Joining", "Active"} /\ heartbeatReceived[d]
       THEN Nodes \ {NodeOf(d)}
       ELSE {}

LeaseOver(n) == \A p \in Processes : NodeOf(p) = n => ~heartbeatReceived[p]

(* d has watched t's heartbeat stay the same for the failure timeout, on d's   *)
(* own clock.  That t's lease is over then is what HeartbeatLease shows.       *)
FindSilent(d, t) ==
  /\ Connected(d)
  /\ t \in Watched(d)
  /\ registry[t] \in Alive
  /\ LeaseOver(t)
  /\ t \notin silent[d]
  /\ silent' = [silent EXCEPT ![d] = @ \cup {t}]
  /\ UNCHANGED <<store, running, views, claims, heartbeatReceived, network>>

-----------------------------------------------------------------------------

Init ==
  /\ registry = [n \in Nodes |-> "Left"]
  /\ owner = [n \in Nodes |-> None]
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
       \/ LeaseEnds(p)
       \/ NodeCrash(p)
       \/ CutStore(p)
       \/ HealStore(p)
  \/ \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
       \/ DetectFailure(d, t)
       \/ MarkNodeFailed(d, t)
       \/ NodeForget(d, t)
  \/ \E d \in Processes : \E t \in Nodes : FindSilent(d, t)
  \/ \E link \in Links :
       \/ CreatePartition(link)
       \/ HealPartition(link)

Spec == Init /\ [][Next]_vars

=============================================================================
