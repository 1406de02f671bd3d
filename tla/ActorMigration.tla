--------------------------- MODULE ActorMigration ---------------------------
(***************************************************************************)
(* Actors on a cluster: each must run at one place at a time.  Sits on top *)
(* of ClusterMembership, whose actions it wraps under their own names, so  *)
(* that they do exactly what they did before, and the actors follow.       *)
(*                                                                         *)
(* A placement says where an actor belongs: a node, the incarnation of     *)
(* that node's process, an epoch.  It is due once that incarnation is not  *)
(* an Active one any more.  So all actors of a node are due in the very    *)
(* transaction in which its record leaves Active, and nothing is written   *)
(* of any of them.  An incarnation is, as in ClusterMembership, no number: *)
(* `due` says how a placement's compares with that of an Active record.    *)
(*                                                                         *)
(* Left out: what actors do; how the due ones are found in batches; how a  *)
(* node is told that one was moved to it; writes of a paused process,      *)
(* which a fence by placement refuses (FencePassesOne says why it can).    *)
(*                                                                         *)
(* Each action on actors is the Java class of the same name in             *)
(* dev.rollcall.migration.                                                 *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
  Nodes, Processes, NodeOf(_), None, Votes, Faults,   \* As in ClusterMembership.
  Actors,       \* Whatever has to run at one place at a time.
  BatchSize     \* How many actors one transaction moves at most.

ASSUME IsFiniteSet(Actors) /\ None \notin Actors
ASSUME BatchSize \in Nat \ {0}

VARIABLES
  registry, owner, viewNumber, primary, term, suspicions,
  running, membershipView, viewNum, believesPrimary, primaryTerm,
  heartbeatReceived, silent, partitioned, cut,   \* As there.
  (* In the store. *)
  host,         \* Actor -> the node it is placed on, or None: it is vacant.
  epoch,        \* Actor -> number of its latest placement, kept while vacant.
  due,          \* Actors placed with an incarnation that is not Active any more.
  (* At each process. *)
  hosted        \* Process -> actor -> the epoch it runs it at, or 0.

Membership == INSTANCE ClusterMembership

membership == <<registry, owner, viewNumber, primary, term, suspicions,
                running, membershipView, viewNum, believesPrimary, primaryTerm,
                heartbeatReceived, silent, partitioned, cut>>
actors == <<host, epoch, due, hosted>>
vars == <<membership, actors>>

(* Functions from some actors, not too many, to nodes. *)
Batches ==
  UNION {[batch -> Nodes] :
    batch \in {b \in SUBSET Actors : b # {} /\ Cardinality(b) <= BatchSize}}

-----------------------------------------------------------------------------
(* What a transaction reads. *)

(* p's own incarnation is the one that a was placed with, in its Active record. *)
PlacedAt(a, p) == host[a] = NodeOf(p) /\ a \notin due

(* p runs a as it is placed now: what the fence of a user's write compares. *)
Holds(p, a) == host[a] = NodeOf(p) /\ hosted[p][a] = epoch[a]

(* The store's holder, in its own term. *)
InOffice(p) ==
  /\ primary = NodeOf(p)
  /\ primaryTerm[p] = term

-----------------------------------------------------------------------------
(* Parts of effects. *)

(* Whose record is not Active any more has lost its actors. *)
PlacementsFollow ==
  /\ due' = due \cup {a \in Actors : host[a] # None /\ registry'[host[a]] # "Active"}
  /\ UNCHANGED <<host, epoch>>

RunsAt(p, a, e) == hosted' = [hosted EXCEPT ![p][a] = e]

ActorsStay == PlacementsFollow /\ UNCHANGED hosted

(* p gives up its incarnation, or is about to. *)
ActorsStop(p) ==
  /\ PlacementsFollow
  /\ hosted' = [hosted EXCEPT ![p] = [a \in Actors |-> 0]]

-----------------------------------------------------------------------------
(* Actors. *)

(* A vacant actor is placed here; one that is placed here already is only run. *)
ActivateActor(p, a) ==
  /\ Membership!Connected(p)
  /\ Membership!Owns(p)
  /\ Membership!State(p) = "Active"
  /\ Membership!LeaseHolds(p)
  /\ host[a] = None \/ PlacedAt(a, p)
  /\ host' = [host EXCEPT ![a] = NodeOf(p)]
  /\ epoch' = IF host[a] = None THEN [epoch EXCEPT ![a] = @ + 1] ELSE epoch
  /\ RunsAt(p, a, epoch'[a])
  /\ UNCHANGED <<membership, due>>

(* p has stopped a before this begins. *)
DeactivateActor(p, a) ==
  /\ Membership!Connected(p)
  /\ Membership!Owns(p)
  /\ Membership!State(p) \in Membership!Alive
  /\ Holds(p, a)
  /\ host' = [host EXCEPT ![a] = None]
  /\ RunsAt(p, a, 0)
  /\ UNCHANGED <<membership, epoch, due>>

(* The primary moves due actors to Active nodes, all of the batch or none. *)
MigrateActors(p, moves) ==
  /\ Membership!Connected(p)
  /\ InOffice(p)
  /\ Membership!LeaseHolds(p)
  /\ Membership!HasQuorum(p)
  /\ DOMAIN moves \subseteq due
  /\ \A a \in DOMAIN moves : registry[moves[a]] = "Active"
  /\ host' = [a \in Actors |-> IF a \in DOMAIN moves THEN moves[a] ELSE host[a]]
  /\ epoch' = [a \in Actors |-> IF a \in DOMAIN moves THEN epoch[a] + 1 ELSE epoch[a]]
  /\ due' = due \ DOMAIN moves
  /\ UNCHANGED <<membership, hosted>>

-----------------------------------------------------------------------------
(* The actions of ClusterMembership.  Who forgets its incarnation forgets its *)
(* actors; who begins to leave has stopped them before, for its lease goes on. *)

NodeJoin(p)          == Membership!NodeJoin(p) /\ ActorsStop(p)
NodeJoinComplete(p)  == Membership!NodeJoinComplete(p) /\ ActorsStay
NodeLeave(p)         == Membership!NodeLeave(p) /\ ActorsStop(p)
NodeLeaveComplete(p) == Membership!NodeLeaveComplete(p) /\ ActorsStay
SendHeartbeat(p)     == Membership!SendHeartbeat(p) /\ ActorsStay
NodeRecover(p)       == Membership!NodeRecover(p) /\ ActorsStop(p)
TakeOver(p)          == Membership!TakeOver(p) /\ ActorsStay
ElectPrimary(p)      == Membership!ElectPrimary(p) /\ ActorsStay
PrimaryStepDown(p)   == Membership!PrimaryStepDown(p) /\ ActorsStay
SyncViews(p)         == Membership!SyncViews(p) /\ ActorsStay
DetectFailure(d, t)  == Membership!DetectFailure(d, t) /\ ActorsStay
MarkNodeFailed(d, t) == Membership!MarkNodeFailed(d, t) /\ ActorsStay
NodeForget(d, t)     == Membership!NodeForget(d, t) /\ ActorsStay

NodeCrash(p)          == Membership!NodeCrash(p) /\ ActorsStop(p)
CutStore(p)           == Membership!CutStore(p) /\ ActorsStay
HealStore(p)          == Membership!HealStore(p) /\ ActorsStay
CreatePartition(link) == Membership!CreatePartition(link) /\ ActorsStay
HealPartition(link)   == Membership!HealPartition(link) /\ ActorsStay
LeaseEnds(p)          == Membership!LeaseEnds(p) /\ ActorsStay
FindSilent(d, t)      == Membership!FindSilent(d, t) /\ ActorsStay

-----------------------------------------------------------------------------

Init ==
  /\ Membership!Init
  /\ host = [a \in Actors |-> None]
  /\ epoch = [a \in Actors |-> 0]
  /\ due = {}
  /\ hosted = [p \in Processes |-> [a \in Actors |-> 0]]

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
  \/ \E link \in Membership!Links :
       \/ CreatePartition(link)
       \/ HealPartition(link)
  \/ \E p \in Processes : \E a \in Actors :
       \/ ActivateActor(p, a)
       \/ DeactivateActor(p, a)
  \/ \E p \in Processes : \E moves \in Batches :
       \/ MigrateActors(p, moves)

Spec == Init /\ [][Next]_vars

=============================================================================
