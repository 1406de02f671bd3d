--------------------------- MODULE WitnessesActors ---------------------------
(* Situations (as in Witnesses) of actors. *)
EXTENDS MCActorMigration

(* What a model may rule out, so that the shortest trace is the story wanted. *)

NobodyLeaves == \A n \in Nodes : registry[n] # "Leaving"

OnlyTheLostAreSilent ==
  \A d \in Processes : \A t \in silent[d] : owner[t] = None \/ owner[t] \in cut

OneCutAtATime == Cardinality(cut) <= 1

(* All nodes are members before faults begin. *)
FaultsBeginLate ==
  viewNumber < Cardinality(Nodes) =>
    /\ cut = {} /\ partitioned = {}
    /\ \A n \in Nodes : registry[n] \in Membership!Alive => owner[n] # None

(* A process that reaches the store renews its lease before it ends. *)
Punctual ==
  \A p \in Processes :
    heartbeatReceived[p] /\ ~heartbeatReceived'[p] /\ running'[p] => ~Membership!Connected(p)

NobodyTakesOver == \A p \in Processes : NodeOf(p) \notin silent[p]
SomebodyStays == \A n \in Nodes : registry[n] = "Leaving" => Membership!Active # {}
NobodyDeactivates == \A a \in Actors : host[a] = None => epoch[a] = 0

Dead(n) == owner[n] = None

-----------------------------------------------------------------------------

\* An actor is deactivated, and runs again elsewhere in its next epoch.
ActorIsActivatedElsewhere ==
  \E a \in Actors : \E p, q \in Processes :
    p # q /\ epoch[a] = 1 /\ host[a] = None /\ NodeOf(p) \in Membership!Active
    /\ primary = NodeOf(p) /\ hosted'[q][a] = 2

\* A node begins to leave, and its actor is moved and runs before that node has left.
LeavingNodeHandsOver ==
  \E a \in Actors : \E p \in Processes : \E n \in Nodes :
    Runs(p, a) /\ epoch[a] = 2 /\ registry[n] = "Leaving" /\ n # NodeOf(p)

\* The primary leaves with its actor: the next one finds it due, and moves it.
SuccessorMovesWhatIsDue ==
  \E a \in Actors : \E p \in Processes :
    Runs(p, a) /\ epoch[a] = 2 /\ primary = NodeOf(p) /\ term = 2

\* A node left with its actor, comes back as another incarnation, and is given the
\* actor anew: placed on the same node, it was due all the same.
ActorComesBackToItsNode ==
  \E a \in Actors :
    Moved(a) /\ host'[a] = host[a] /\ primary # host[a]

\* Two actors move in one transaction, to two nodes.
ActorsMoveTogether ==
  \A a \in Actors : Moved(a) /\ \E b \in Actors : host'[a] # host'[b]

\* An actor's node crashes: it is failed, and the actor runs on another node.
CrashedNodesActorMoves ==
  \E a \in Actors : \E p \in Processes : \E n \in Nodes :
    Runs(p, a) /\ epoch[a] = 2 /\ registry[n] = "Failed" /\ Dead(n)

\* An actor's node is cut off, and its lease is over: the actor runs elsewhere, while
\* its old process still knows no better.
CutOffNodesActorMoves ==
  \E a \in Actors : \E p, q \in Processes :
    /\ q \in cut /\ hosted[q][a] = 1
    /\ Runs(p, a) /\ epoch[a] = 2

\* That node returns, finds that it was failed, and forgets the actor that runs elsewhere.
ReturningHostForgetsItsActor ==
  \E a \in Actors : \E p, q \in Processes :
    /\ hosted[q][a] = 1 /\ hosted'[q][a] = 0 /\ Runs(p, a) /\ epoch[a] = 2
    /\ \A r \in Processes \ {q} : viewNum[r] = viewNumber

\* A node is cut off with its actor, failed, and its record removed while the actor still
\* waits: it is moved all the same.
ForgottenNodesActorMoves ==
  \E a \in Actors : \E q \in Processes :
    /\ Moved(a) /\ host[a] = NodeOf(q) /\ registry[NodeOf(q)] = "Left"
    /\ q \in cut /\ running[q]

\* A primary is cut off with its actor.  It has stepped down when its successor runs the
\* actor.
FormerPrimarysActorMoves ==
  \E a \in Actors : \E p, q \in Processes :
    /\ q \in cut /\ running[q] /\ ~believesPrimary[q] /\ hosted[q][a] = 1
    /\ Runs(p, a) /\ epoch[a] = 2 /\ term = 2 /\ Cardinality(Nodes) = 2

\* A primary that reaches only half has to wait with what is due until the link is back.
ActorWaitsForPartitionToHeal ==
  \E p \in Processes :
    /\ due # {} /\ InOffice(p) /\ heartbeatReceived[p] /\ ~Membership!HasQuorum(p)
    /\ partitioned # {} /\ partitioned' = {}

\* A primary's lease is over for a moment: what is due has to wait for its heartbeat.
LatePrimaryMayNotMove ==
  \E p \in Processes :
    /\ due # {} /\ InOffice(p) /\ Membership!HasQuorum(p)
    /\ ~heartbeatReceived[p] /\ heartbeatReceived'[p]

\* A primary without a quorum has an actor to move and an Active node to move it to,
\* and may not.
MinorityMayNotMove ==
  \E p \in Processes :
    /\ due # {} /\ InOffice(p) /\ heartbeatReceived[p] /\ ~Membership!HasQuorum(p)
    /\ \E n \in Membership!Active : n # NodeOf(p) /\ Dead(n)

=============================================================================
