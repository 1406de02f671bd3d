------------------------------ MODULE Witnesses ------------------------------
(***************************************************************************)
(* Situations that must be reachable: a property that holds because the    *)
(* situation it speaks of never arises promises nothing.  Each is a state, *)
(* or a step, whose shortest trace tells the story above it.  witnesses.   *)
(* json names the model in which TLC looks for it; the traces drive the    *)
(* Java implementation.                                                    *)
(***************************************************************************)
EXTENDS MCClusterMembership

(* What a model may rule out, so that the shortest trace is the story wanted. *)

NobodyLeaves == \A n \in Nodes : registry[n] # "Leaving"

(* Failure detectors are right: who is called silent is cut off or gone. *)
OnlyTheLostAreSilent ==
  \A d \in Processes : \A t \in silent[d] : owner[t] = None \/ owner[t] \in cut

(* Nobody that can renew its lease lets a period end without. *)
Punctual ==
  ResetHeartbeats =>
    \A p \in Processes : Connected(p) /\ Owns(p) /\ State(p) \in Alive => heartbeatReceived[p]

OneCutAtATime == Cardinality(cut) <= 1

(* Three nodes are members before the network fails. *)
NetworkHoldsAtFirst == viewNumber < 3 => cut = {} /\ partitioned = {}

(* A vacant office is filled before whoever is cut off returns. *)
VacantOnlyDuringCut == primary = None /\ term > 0 => cut # {}

NobodyTakesOver == \A p \in Processes : NodeOf(p) \notin silent[p]

AllActive == \A n \in Nodes : registry[n] = "Active"
AllCurrent == \A p \in Processes : viewNum[p] = viewNumber
Dead(n) == owner[n] = None
Isolated(n) == \A m \in Nodes \ {n} : {n, m} \in partitioned
Becomes(n, from, to) == registry[n] = from /\ registry'[n] = to

-----------------------------------------------------------------------------
(* Joining and leaving. *)

\* The first node is Active at once and primary of term 1.
FirstNodeBootstraps ==
  \E p \in Processes : Claims(p) /\ term = 1 /\ Members = {NodeOf(p)}

\* A second node joins, completes, and the first learns the new view.
SecondNodeJoins == Cardinality(Active) = 2 /\ \A p \in Processes : Owns(p) => viewNum[p] = viewNumber

\* Three nodes are Active and all of them know the view of three.
ThreeNodesShareOneView == AllActive /\ AllCurrent /\ Cardinality(Nodes) = 3

\* A node that missed two views catches up in one step.
MissedViewsAreSkipped ==
  \E p \in Processes : viewNum[p] > 0 /\ viewNum'[p] >= viewNum[p] + 2

\* A node gives up joining before it was admitted.
JoiningNodeLeaves ==
  \E n \in Nodes : Becomes(n, "Joining", "Left") /\ owner[n] # None /\ n \notin silent[n]
                   /\ \A m \in Nodes : suspicions[m] = {}

\* A member leaves and is gone from the view; the primary stays.
MemberLeaves ==
  \E p \in Processes : Claims(p) /\ viewNum[p] = 3 /\ membershipView[p] = {NodeOf(p)} /\ term = 1

\* The primary leaves, and the node that stays is elected.
PrimaryLeavesAndSuccessorIsElected ==
  \E p \in Processes :
    /\ Members = {NodeOf(p)} /\ viewNumber = 3 /\ registry' = registry
    /\ term = 1 /\ primaryTerm'[p] = 2

\* The last node leaves; the cluster starts again with a higher view and term.
ClusterStartsAgain ==
  \E p \in Processes : Claims(p) /\ term = 2 /\ viewNumber = 3 /\ Members = {NodeOf(p)}

\* All members are leaving, so a node that was waiting becomes Active by itself.
JoiningCompletesWhenNobodyIsActive ==
  \E n \in Nodes : Becomes(n, "Joining", "Active") /\ Active = {} /\ Members # {}

-----------------------------------------------------------------------------
(* Crashes. *)

\* The primary crashes; the others fail it and one of them is elected.
PrimaryCrashesAndSuccessorIsElected ==
  \E p, q \in Processes :
    /\ registry[NodeOf(p)] = "Failed" /\ Dead(NodeOf(p))
    /\ Claims(q) /\ term = 2
    /\ \A r \in Processes \ {p} : viewNum[r] = viewNumber

\* A crashed node is failed, started again, and becomes a member once more.
CrashedNodeComesBack ==
  /\ AllActive /\ viewNumber = 5 /\ term = 1 /\ Cardinality(Nodes) = 3
  /\ \E p \in Processes : Claims(p)

\* A process restarted before others failed its node takes over its own record.
FastRestartTakesOver ==
  \E p \in Processes : NodeOf(p) \in silent[p] /\ Becomes(NodeOf(p), "Active", "Failed")

\* A restarted process takes over, recovers and is a member under a new incarnation.
FastRestartRejoins ==
  /\ AllActive /\ viewNumber = 4 /\ term = 1 /\ Cardinality(Nodes) = 2
  /\ \E p \in Processes : Claims(p)

\* The only node crashes, is restarted, and starts the cluster again.
LonePrimaryRestarts ==
  \E p \in Processes : Claims(p) /\ term = 2 /\ viewNumber = 3 /\ Members = {NodeOf(p)}

\* A node dies while Joining: it goes to Left and never counted.
JoiningNodeDies ==
  \E n \in Nodes : Becomes(n, "Joining", "Left") /\ Dead(n) /\ n \notin silent[n]

\* A node dies while Leaving: it goes to Left and the view changes without it.
LeavingNodeDies ==
  \E n \in Nodes : Becomes(n, "Leaving", "Left") /\ Dead(n) /\ n \notin silent[n]

\* Of three nodes one was failed and one crashes: the last, though nobody is left
\* to contradict it, can neither fail the other nor be elected.
QuorumDoesNotShrink ==
  \E d \in Processes : \E t, f \in Nodes :
    /\ registry[f] = "Failed"
    /\ registry[t] = "Active" /\ Dead(t)
    /\ Cardinality(suspicions[t]) >= VotesNeeded
    /\ primary # NodeOf(d) /\ State(d) = "Active" /\ heartbeatReceived[d] /\ ~HasQuorum(d)

-----------------------------------------------------------------------------
(* The store cannot be reached. *)

\* A live node was too slow; its late heartbeat voids the suspicion.
LateHeartbeatVoidsSuspicion ==
  \E n \in Nodes : Becomes(n, "Active", "Active") /\ suspicions[n] # {} /\ suspicions'[n] = {}
                   /\ ~heartbeat[n] /\ heartbeat'[n]

\* A live node was too slow: it is failed, and finds that out itself.
SlowNodeLearnsThatItFailed ==
  \E p \in Processes :
    Owns(p) /\ Becomes(NodeOf(p), "Failed", "Left") /\ primary # None

\* The primary cannot reach the store; its belief outlives its lease, and a
\* successor is elected.
PrimaryCutWhileSuccessorElected ==
  \E p, q \in Processes :
    /\ p \in cut /\ believesPrimary[p] /\ primaryTerm[p] = 1 /\ viewNum[p] = 3
    /\ Claims(q) /\ term = 2 /\ registry[NodeOf(p)] = "Failed"

\* That former primary, still cut off, gives up its belief: its lease is over.
FormerPrimaryStepsDownWhileCut ==
  \E p, q \in Processes :
    /\ p \in cut /\ believesPrimary[p] /\ ~believesPrimary'[p] /\ running'[p]
    /\ Claims(q) /\ term = 2

\* A primary steps down while cut off, returns, and its heartbeat resigns the
\* office that the store still says it holds.
ReturningHolderResigns ==
  \E p \in Processes :
    /\ primary = NodeOf(p) /\ primary' = None
    /\ ~believesPrimary[p] /\ heartbeatReceived'[p]

\* The primary is failed while cut off and another elected; healed, it finds out,
\* recovers, joins anew and is a plain member.
ZombieReturns ==
  /\ AllActive /\ viewNumber = 5 /\ term = 2 /\ cut = {}
  /\ Cardinality(Nodes) = 3
  /\ \E p \in Processes : Claims(p)

\* The store was lost for everyone for a period or more, and is back: all renew
\* their leases, nobody was called silent, and the primary is still primary.
StoreLostForAllEvictsNobody ==
  /\ AllActive /\ AllActive' /\ cut = {} /\ viewNumber = 3 /\ term = 1
  /\ \E p, q \in Processes :
       /\ p # q /\ believesPrimary[q] /\ primary = NodeOf(q)
       /\ ~watching[p] /\ ~heartbeatReceived[p] /\ heartbeatReceived'[p]
       /\ viewNum[p] = viewNumber
       /\ \A r \in Processes \ {p} :
            ~watching[r] /\ heartbeatReceived[r] /\ viewNum[r] < viewNumber

-----------------------------------------------------------------------------
(* Nodes cannot reach each other. *)

\* A node alone on its side may suspect another, yet can neither fail it, nor
\* elect itself, though there is no primary.
MinorityDecidesNothingAlone ==
  \E p \in Processes : \E t \in Nodes :
    /\ AllActive /\ Cardinality(Nodes) = 3
    /\ Isolated(NodeOf(p)) /\ heartbeatReceived[p] /\ primary = None
    /\ Cardinality(suspicions[t]) >= VotesNeeded /\ suspicions[t] = {NodeOf(p)}

\* A primary loses its quorum and resigns in the store.
PrimaryResignsWhilePartitioned ==
  \E p \in Processes :
    /\ Isolated(NodeOf(p)) /\ Cardinality(Nodes) = 3 /\ AllActive
    /\ Claims(p) /\ primary' = None /\ registry' = registry

\* The primary, alone on its side, resigned; the other side elects one of its own.
OtherSideElects ==
  \E p, q \in Processes :
    /\ AllActive /\ Cardinality(Nodes) = 3
    /\ p # q /\ Isolated(NodeOf(p)) /\ heartbeatReceived[p]
    /\ Claims(q) /\ term = 2

\* After that the links heal: there is one primary, and nobody was evicted.
PartitionHeals ==
  /\ AllActive /\ AllCurrent /\ Cardinality(Nodes) = 3 /\ viewNumber = 3
  /\ partitioned # {} /\ partitioned' = {} /\ term = 2
  /\ \E p \in Processes : Claims(p)

\* A node that reaches nobody may still leave.
NodeLeavesWhilePartitioned ==
  \E p \in Processes :
    /\ Becomes(NodeOf(p), "Leaving", "Left") /\ Owns(p) /\ ~running'[p]
    /\ Isolated(NodeOf(p)) /\ Cardinality(Nodes) = 3 /\ Active # {}

\* A node that reaches no member waits in Joining until the link is back.
JoinWaitsForQuorum ==
  \E p \in Processes :
    /\ State(p) = "Joining" /\ Owns(p) /\ Active # {} /\ ~HasQuorum(p)
    /\ partitioned # {} /\ partitioned' = {}

-----------------------------------------------------------------------------
(* More than one vote. *)

\* One vote is not enough to fail a node, though its voter has a quorum.
OneVoteIsNotEnough ==
  \E d \in Processes : \E t \in Nodes :
    /\ Votes = 2 /\ AllActive /\ heartbeatReceived[d] /\ HasQuorum(d)
    /\ suspicions[t] = {NodeOf(d)} /\ Dead(t) /\ VotesNeeded = 2

\* Two nodes suspect a third, and then it is failed.
TwoVotesFailANode ==
  \E t \in Nodes : Cardinality(suspicions[t]) = 2 /\ Becomes(t, "Active", "Failed")

-----------------------------------------------------------------------------
(* Paused processes. *)

\* An observer stops between looking and voting: its vote arrives after its own
\* lease is over, and still counts, for the store says what it saw is unchanged.
PausedObserverVotes ==
  \E v, t \in Nodes :
    /\ v \notin suspicions[t] /\ v \in suspicions'[t]
    /\ \A p \in Processes : NodeOf(p) = v => ~heartbeatReceived[p]

\* A node is elected on a lease it checked too long ago: the office is its own, but
\* its belief counts only once it has renewed its lease.
PausedNodeIsElected ==
  \E p \in Processes :
    /\ primary' = NodeOf(p) /\ primary = None /\ registry' = registry
    /\ ~heartbeatReceived[p] /\ believesPrimary'[p]

-----------------------------------------------------------------------------
(* One guard alone stands between a node and what it must not do. *)

\* The first to come back among failed nodes is a member, but not primary: they count.
FirstBackIsNotPrimary ==
  \E n \in Nodes :
    registry[n] = "Left" /\ registry'[n] = "Active" /\ Electorate # {}

\* A node that waits to be a member has all it takes to fail a slow one, but a vote.
JoiningNodeMayNotFail ==
  \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
    /\ Owns(d) /\ State(d) = "Joining" /\ heartbeatReceived[d] /\ HasQuorum(d)
    /\ Cardinality(suspicions[t]) >= VotesNeeded

=============================================================================
