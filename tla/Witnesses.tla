------------------------------ MODULE Witnesses ------------------------------
(***************************************************************************)
(* Situations that must be reachable: a property that holds because the    *)
(* situation it speaks of never arises promises nothing.  Each is a state, *)
(* or a step, whose shortest trace tells the story above it.  models.json  *)
(* names the model in which TLC looks for it; the traces drive the Java    *)
(* implementation.                                                         *)
(***************************************************************************)
EXTENDS MCClusterMembership

(* What a model may rule out, so that the shortest trace is the story wanted. *)

NobodyLeaves == \A n \in Nodes : registry[n] # "Leaving"

(* Failure detectors are right: a node called silent is cut off or gone. *)
OnlyTheLostAreSilent ==
  \A d \in Processes : \A t \in silent[d] : owner[t] = None \/ owner[t] \in cut

(* A process that reaches the store renews its lease before it ends. *)
Punctual ==
  \A p \in Processes : heartbeatReceived[p] /\ ~heartbeatReceived'[p] /\ running'[p] => ~Connected(p)

OneCutAtATime == Cardinality(cut) <= 1

(* All nodes are members before anything goes wrong. *)
FaultsBeginLate ==
  viewNumber < Cardinality(Nodes) =>
    /\ cut = {} /\ partitioned = {}
    /\ \A n \in Nodes : registry[n] \in Alive => owner[n] # None
    /\ \A p \in Processes : running[p] => heartbeatReceived[p]

(* A vacant office is filled before the node that is cut off returns. *)
VacantOnlyDuringCut == primary = None /\ term > 0 => cut # {}

NobodyTakesOver == \A p \in Processes : NodeOf(p) \notin silent[p]

(* The store is lost for all at once, and for longer than a lease. *)
OutageForAll ==
  /\ \A p \in Processes : heartbeatReceived[p] /\ ~heartbeatReceived'[p] => cut = Processes
  /\ ~(cut \subseteq cut') => \A p \in Processes : p \in cut => ~heartbeatReceived[p]

(* A node that stays away returns only after its record is gone. *)
ReturnsWhenForgotten == \A p \in Processes : p \in cut /\ p \notin cut' => State(p) = "Left"

(* Power fails once and for all three members, before any of them is missed; one *)
(* of them stays away.                                                           *)
PowerFailsForAll ==
  /\ \A p \in Processes : running[p] /\ ~running'[p] => viewNumber = 3
  /\ \A d \in Processes : silent'[d] # {} =>
       cut # {} /\ (viewNumber' > 3 \/ \A n \in Nodes : owner[n] = None)

(* The first of three members to die is one whose machine is lost. *)
FirstDeathIsForGood ==
  viewNumber = 3 => \A n \in Nodes : registry[n] \in Alive /\ owner[n] = None => n \in cut

AllActive == \A n \in Nodes : registry[n] = "Active"
AllCurrent == \A p \in Processes : viewNum[p] = viewNumber
Dead(n) == owner[n] = None
Isolated(n) == \A m \in Nodes \ {n} : {n, m} \in partitioned
Gone(n) == registry[n] = "Failed" /\ Dead(n)
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
  \E p \in Processes :
    Becomes(NodeOf(p), "Joining", "Left") /\ Owns(p) /\ \A m \in Nodes : suspicions[m] = {}

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
  \E p \in Processes :
    /\ NodeOf(p) \in silent[p] /\ Becomes(NodeOf(p), "Active", "Failed")
    /\ \E n \in Active : n # NodeOf(p)

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
  \E n \in Nodes :
    Becomes(n, "Leaving", "Left") /\ Dead(n) /\ n \notin silent[n] /\ primary # None

\* A joining node fails the only member, which is dead, on its own vote.
JoinerFailsTheDead ==
  \E d \in Processes : \E t \in Nodes :
    /\ State(d) = "Joining" /\ Owns(d) /\ Active = {t} /\ Dead(t)
    /\ suspicions[t] = {NodeOf(d)} /\ t \notin silent[t] /\ Becomes(t, "Active", "Failed")

\* Two of three die, one after the other.  The last fails them and is elected.
LastOfThreeIsPrimary ==
  \E p \in Processes :
    /\ term = 1 /\ primaryTerm'[p] = 2 /\ viewNumber = 5 /\ Cardinality(Nodes) = 3
    /\ \A n \in Nodes \ {NodeOf(p)} : Gone(n)

\* Of three nodes one is dead and failed.  One of the two others restarts, and becomes
\* a member again.
RestartAtBareMajority ==
  \E p, q \in Processes : \E dead \in Nodes :
    /\ Gone(dead) /\ dead \in cut /\ Claims(q) /\ Active = {NodeOf(q)} /\ viewNumber = 5
    /\ Owns(p) /\ Becomes(NodeOf(p), "Joining", "Active")

\* All three lose power, and two come back: they fail the third, and one is primary.
PowerCycleWithOneMissing ==
  \E p \in Processes : \E missing \in Nodes :
    /\ Claims(p) /\ term = 2 /\ Gone(missing) /\ missing \in cut
    /\ Cardinality(Active) = 2 /\ Cardinality(Nodes) = 3 /\ \A n \in Active : ~Dead(n)

\* A member dies for good, and a node with an id never used before takes its place.
NodeReplacedUnderNewId ==
  \E p, q \in Processes : \E dead \in Nodes :
    /\ Gone(dead) /\ Claims(q) /\ viewNumber = 3
    /\ Owns(p) /\ Becomes(NodeOf(p), "Joining", "Active")

-----------------------------------------------------------------------------
(* The store cannot be reached. *)

\* A live node was too slow; its late heartbeat voids the suspicion.
LateHeartbeatVoidsSuspicion ==
  \E p \in Processes :
    /\ Becomes(NodeOf(p), "Active", "Active") /\ ~heartbeatReceived[p] /\ heartbeatReceived'[p]
    /\ suspicions[NodeOf(p)] # {} /\ suspicions'[NodeOf(p)] = {}

\* A live node was too slow: it is failed, and finds that out itself.
SlowNodeLearnsThatItFailed ==
  \E p \in Processes :
    /\ Owns(p) /\ running[p] /\ ~running'[p]
    /\ Becomes(NodeOf(p), "Failed", "Left") /\ primary # None

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
    /\ ~believesPrimary[p] /\ ~heartbeatReceived[p] /\ heartbeatReceived'[p]

\* The primary is failed while cut off and another elected; healed, it finds out,
\* recovers, joins anew and is a plain member.
ZombieReturns ==
  /\ AllActive /\ viewNumber = 5 /\ term = 2 /\ cut = {}
  /\ Cardinality(Nodes) = 3
  /\ \E p \in Processes : Claims(p)

\* The store is lost for all for longer than their leases, and comes back for all: all
\* renew their leases, no node was called silent, and the primary is still primary.
StoreLostForAllEvictsNobody ==
  /\ AllActive /\ cut = {} /\ viewNumber = 3 /\ \A d \in Processes : silent[d] = {}
  /\ \E p, q \in Processes :
       /\ p # q /\ Claims(q) /\ term = 1 /\ Cardinality(Nodes) = 3
       /\ ~heartbeatReceived[p] /\ heartbeatReceived'[p]
       /\ \A r \in Processes \ {p} : heartbeatReceived[r]

\* The store is lost for all, and one node gets it back long before the others: it fails
\* them and serves alone.
FirstBackServesAlone ==
  \E p \in Processes :
    /\ Claims(p) /\ cut = Processes \ {p} /\ Cardinality(Nodes) = 3
    /\ \A q \in Processes \ {p} : running[q] /\ State(q) = "Failed"

\* A node that stays away is failed, and its record is removed.
FailedRecordIsForgotten ==
  \E p \in Processes : p \in cut /\ running[p] /\ State(p) = "Left" /\ primary # None

\* That node returns, finds no record of its own, and gives up its incarnation.
ForgottenNodeFindsOut ==
  \E p \in Processes :
    State(p) = "Left" /\ running[p] /\ ~running'[p] /\ Connected(p) /\ primary # None

-----------------------------------------------------------------------------
(* Nodes cannot reach each other. *)

\* A node alone on its side may suspect another, yet can neither fail it nor be elected,
\* though there is no primary: a third node lives, and could object.
MinorityDecidesNothingAlone ==
  \E p \in Processes : \E t \in Nodes :
    /\ AllActive /\ Cardinality(Nodes) = 3
    /\ Isolated(NodeOf(p)) /\ heartbeatReceived[p] /\ primary = None
    /\ Doomed(t) /\ suspicions[t] = {NodeOf(p)} /\ ~HasQuorum(p)

\* A primary that reaches less than half of its council resigns in the store.
MinorityPrimaryStepsDown ==
  \E p \in Processes :
    /\ Isolated(NodeOf(p)) /\ Cardinality(Nodes) = 3 /\ AllActive
    /\ Claims(p) /\ primary' = None /\ registry' = registry

\* Four nodes are split into halves: the primary, which reaches just half, stays.
EvenSplitKeepsPrimary ==
  \E p \in Processes :
    /\ AllActive /\ Cardinality(Nodes) = 4 /\ Claims(p)
    /\ Cardinality(Reached(p)) = 2
    /\ partitioned = {{m, n} : m \in Reached(p), n \in Nodes \ Reached(p)}

\* The primary leaves two nodes that cannot talk.  Each reaches half, so neither is elected.
HalfElectsNobody ==
  /\ primary = None /\ viewNumber = 3 /\ Cardinality(Members) = 3
  /\ Cardinality(Active) = 2 /\ Active \in partitioned
  /\ \A p \in Processes : State(p) = "Active" => Owns(p) /\ heartbeatReceived[p] /\ ~HasQuorum(p)

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
  \E t \in Nodes :
    /\ Cardinality(suspicions[t]) = 2 /\ suspicions[t] \subseteq Active
    /\ Becomes(t, "Active", "Failed")

\* Two votes are wanted against a dead member.  One is that of a node that is still joining.
JoinerVotes ==
  \E t, m, v \in Nodes :
    /\ Votes = 2 /\ VotesNeeded = 2 /\ suspicions[t] = {m, v}
    /\ registry[m] = "Active" /\ registry[v] = "Joining" /\ Becomes(t, "Active", "Failed")

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

\* A member votes against a silent one, and its own lease ends before it fails that one.
LateVoterMayNotFail ==
  \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
    /\ Owns(d) /\ State(d) = "Active" /\ ~heartbeatReceived[d] /\ HasQuorum(d)
    /\ Doomed(t) /\ suspicions[t] = {NodeOf(d)}

\* A node that is leaving has all it takes to fail a slow one, but a vote.
LeavingNodeMayNotFail ==
  \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
    /\ Owns(d) /\ State(d) = "Leaving" /\ heartbeatReceived[d] /\ HasQuorum(d)
    /\ registry[t] = "Active" /\ Doomed(t)

=============================================================================
