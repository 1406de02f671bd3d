--------------------------- MODULE ActorProperties ---------------------------
(***************************************************************************)
(* What ActorMigration promises, and that it leaves to ClusterMembership   *)
(* whatever that promises.  As in MembershipProperties, one that speaks of *)
(* a step has the form [][A]_vars, and each is refuted by a mutant.        *)
(***************************************************************************)
EXTENDS ActorMigration

Cluster == INSTANCE MembershipProperties

ActorsTypeOK ==
  /\ host \in [Actors -> Nodes \cup {None}]
  /\ epoch \in [Actors -> Nat]
  /\ due \subseteq Actors
  /\ hosted \in [Processes -> [Actors -> Nat]]

-----------------------------------------------------------------------------
(* In every state. *)

(* To run an actor counts only under a live lease. *)
Runs(p, a) == hosted[p][a] # 0 /\ heartbeatReceived[p]

SingleActivation ==
  \A a \in Actors : \A p, q \in Processes : Runs(p, a) /\ Runs(q, a) => p = q

RunsWherePlaced ==
  \A a \in Actors : \A p \in Processes :
    Runs(p, a) =>
      Membership!Owns(p) /\ host[a] = NodeOf(p) /\ a \notin due /\ hosted[p][a] = epoch[a]

(* Whatever clocks say: a write that compares with the placement is let through *)
(* for one process at most.                                                     *)
FencePassesOne ==
  \A a \in Actors : \A p, q \in Processes :
    host[a] # None /\ Holds(p, a) /\ Holds(q, a) => p = q

(* Only an incarnation runs actors. *)
ActorsNeedIncarnation ==
  \A p \in Processes : \A a \in Actors : hosted[p][a] # 0 => running[p]

(* What is not due is on an Active node, and what is due is somewhere. *)
DueIsNotActive ==
  \A a \in Actors :
    IF a \in due THEN host[a] # None ELSE host[a] # None => registry[host[a]] = "Active"

-----------------------------------------------------------------------------
(* In every step. *)

Vacated(a) == host[a] # None /\ host'[a] = None
Moved(a) == host[a] # None /\ host'[a] # None /\ (host[a] # host'[a] \/ a \in due \ due')
Activated(a) == host[a] = None /\ host'[a] # None

(* Only the process that runs an actor vacates it, and it runs it no more. *)
NoActorLost ==
  [][\A a \in Actors : Vacated(a) =>
       /\ a \notin due
       /\ \E p \in Processes : Membership!Owns(p) /\ Holds(p, a) /\ hosted'[p][a] = 0]_vars

(* An actor moves only because the node it was on is gone, to one that is not. *)
MovedOncePerFailure ==
  [][\A a \in Actors : Moved(a) => a \in due /\ a \notin due']_vars

(* Who runs an actor as it is placed does so until it vacates it, or is itself *)
(* no Active process any more.                                                 *)
NobodyStopsAlone ==
  [][\A a \in Actors : \A p \in Processes :
       Holds(p, a) /\ hosted'[p][a] = 0 /\ host[a] # None =>
         Vacated(a) \/ a \in due' \/ ~running'[p]]_vars

(* An epoch is of one placement, so it tells any two of an actor apart. *)
EpochsCountPlacements ==
  [][\A a \in Actors :
       epoch'[a] = IF Moved(a) \/ Activated(a) THEN epoch[a] + 1 ELSE epoch[a]]_vars

(* No transaction moves more actors than it can in the time that it has. *)
BatchesAreBounded ==
  [][Cardinality({a \in Actors : Moved(a)}) <= BatchSize]_vars

OnlyPrimaryMoves ==
  [][(\E a \in Actors : Moved(a)) =>
       \E p \in Processes :
         Membership!Owns(p) /\ primary = NodeOf(p) /\ primaryTerm[p] = term]_vars

MinorityMovesNothing ==
  [][(\E a \in Actors : Moved(a)) =>
       \E p \in Processes : primary = NodeOf(p) /\ Membership!Owns(p) /\ Cluster!HasMajority(p)]_vars

(* Who places an actor holds a live lease when it does. *)
LeaseHoldersPlace ==
  [][\A a \in Actors :
       /\ Activated(a) =>
            \E p \in Processes : hosted'[p][a] = epoch'[a] /\ heartbeatReceived[p]
       /\ Moved(a) =>
            \E p \in Processes : primary = NodeOf(p) /\ Membership!Owns(p) /\ heartbeatReceived[p]]_vars

(* The one that starts an actor is where it is placed, and Active. *)
StartsWherePlaced ==
  [][\A a \in Actors : \A p \in Processes :
       hosted'[p][a] # hosted[p][a] /\ hosted'[p][a] # 0 =>
         /\ Membership!Owns(p) /\ registry[NodeOf(p)] = "Active"
         /\ host'[a] = NodeOf(p) /\ a \notin due' /\ hosted'[p][a] = epoch'[a]]_vars

-----------------------------------------------------------------------------
(* The actors change nothing of the membership. *)

ImplementsMembership == Cluster!Spec

=============================================================================
