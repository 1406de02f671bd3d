------------------------- MODULE MembershipProperties -------------------------
(***************************************************************************)
(* What ClusterMembership promises, and that it implements the contract    *)
(* MembershipService.  A property that speaks of one state is an           *)
(* invariant; one that speaks of a step has the form [][A]_vars.  Each is  *)
(* refuted by at least one mutant in mutants/.                             *)
(***************************************************************************)
EXTENDS ClusterMembership

TypeOK ==
  /\ registry \in [Nodes -> States]
  /\ owner \in [Nodes -> Processes \cup {None}]
  /\ viewNumber \in Nat
  /\ primary \in Nodes \cup {None}
  /\ term \in Nat
  /\ suspicions \in [Nodes -> SUBSET Nodes]
  /\ running \in [Processes -> BOOLEAN]
  /\ membershipView \in [Processes -> SUBSET Nodes]
  /\ viewNum \in [Processes -> Nat]
  /\ believesPrimary \in [Processes -> BOOLEAN]
  /\ primaryTerm \in [Processes -> Nat]
  /\ heartbeatReceived \in [Processes -> BOOLEAN]
  /\ silent \in [Processes -> SUBSET Nodes]
  /\ partitioned \subseteq Links
  /\ cut \subseteq Processes

-----------------------------------------------------------------------------
(* In every state. *)

(* A belief counts only under a live lease. *)
Claims(p) == believesPrimary[p] /\ heartbeatReceived[p]

NoSplitBrain == \A p, q \in Processes : Claims(p) /\ Claims(q) => p = q

MembershipConsistency ==
  \A p, q \in Processes :
    viewNum[p] > 0 /\ viewNum[p] = viewNum[q] => membershipView[p] = membershipView[q]

(* Becoming a member, getting the view that says so and being entitled to act *)
(* happen in one step; so does losing them by one's own doing.                *)
JoinAtomicity ==
  \A p \in Processes :
    /\ viewNum[p] > 0 => NodeOf(p) \in membershipView[p]
    /\ Owns(p) =>
         /\ running[p]
         /\ State(p) # "Left"
         /\ State(p) \in {"Active", "Leaving"} => viewNum[p] > 0
         /\ State(p) = "Joining" => viewNum[p] = 0
    /\ ~running[p] => viewNum[p] = 0 /\ ~believesPrimary[p] /\ ~heartbeatReceived[p]

(* A node that left or failed is in no current view, and every member is. *)
LeaveDetection ==
  \A p \in Processes : viewNum[p] = viewNumber => membershipView[p] = Members

PrimaryClaimIsCurrent ==
  \A p \in Processes :
    /\ Claims(p) => Owns(p) /\ primary = NodeOf(p) /\ primaryTerm[p] = term
    /\ believesPrimary[p] = (primaryTerm[p] > 0)

PrimaryIsActive == primary # None => registry[primary] = "Active"

FailedMeansLeaseOver ==
  \A p \in Processes : heartbeatReceived[p] => Owns(p) /\ State(p) \in Alive

VotersMayVote == \A t \in Nodes : suspicions[t] \subseteq Voters

LiveLeaseNotSuspected ==
  \A p \in Processes : heartbeatReceived[p] =>
    /\ suspicions[NodeOf(p)] = {}
    /\ \A d \in Processes : NodeOf(p) \notin silent[d]

(* Only voters under a live lease call others silent, and only a process that *)
(* has not joined calls its own node so.  A paused one may not know better.   *)
OnlyVotersWatch ==
  \A p \in Processes : \A t \in silent[p] :
    IF t = NodeOf(p)
    THEN ~running[p]
    ELSE /\ running[p]
         /\ "pause" \in Faults \/ (heartbeatReceived[p] /\ State(p) \in {"Joining", "Active"})

-----------------------------------------------------------------------------
(* In every step. *)

OnePrimaryPerTerm == [][term' = term => primary' \in {primary, None}]_vars

TermsAndViewsNeverFall ==
  [][/\ term' >= term
     /\ viewNumber' >= viewNumber
     /\ \A p \in Processes : viewNum'[p] >= viewNum[p] \/ viewNum'[p] = 0]_vars

(* p made the new view, or was elected, in this step. *)
MakesView(p) == viewNumber' # viewNumber /\ viewNum'[p] = viewNumber'
IsElected(p) == term' # term /\ primaryTerm'[p] = term'

(* Nodes that could object to what p does: Active, and not suspected by as many *)
(* as asked for or by half of the voters.  Said without Doomed, HasQuorum and   *)
(* MayStay, so that a quorum counted wrongly is caught.                         *)
MayObject(p) ==
  {m \in Nodes :
     \/ m = NodeOf(p)
     \/ /\ registry[m] = "Active"
        /\ Cardinality(suspicions[m]) < Votes
        /\ 2 * Cardinality(suspicions[m]) < Cardinality(Voters)}

Answering(p) == {m \in MayObject(p) : Reaches(p, m)}

HasMajority(p) == Cardinality(Answering(p)) > Cardinality(MayObject(p) \ Answering(p))
HasHalf(p)     == Cardinality(Answering(p)) >= Cardinality(MayObject(p) \ Answering(p))

(* No election, failure or view change by a node that reaches at most half of *)
(* its council: no living node that could object is overruled.  Exempt are    *)
(* leaving, taking over one's own record, and becoming Active where no node   *)
(* is.                                                                        *)
MinorityDecidesNothing ==
  [][/\ \A p \in Processes :
          MakesView(p) \/ IsElected(p) => (Owns(p) /\ HasMajority(p)) \/ Active = {}
     /\ \A t \in Nodes :
          registry[t] \in Alive /\ registry'[t] \in {"Failed", "Left"} =>
            \/ \E d \in Processes :
                 NodeOf(d) # t /\ Owns(d) /\ State(d) \in {"Joining", "Active"} /\ HasMajority(d)
            \/ \E p \in Processes : NodeOf(p) = t /\ ~running'[p]]_vars

(* A process joins, and becomes a member, with a lease that entitles it to act. *)
MembersBeginWithLease ==
  [][\A p \in Processes :
       (running'[p] /\ ~running[p]) \/ (viewNum'[p] > 0 /\ viewNum[p] = 0) =>
         heartbeatReceived'[p]]_vars

(* A voter, and a node that fails another or is elected, holds a live lease. *)
LeaseHoldersDecide ==
  [][/\ \A p \in Processes :
          (MakesView(p) \/ IsElected(p)) /\ State(p) = "Active" => heartbeatReceived[p]
     /\ \A t \in Nodes : \A v \in suspicions'[t] \ suspicions[t] :
          \E p \in Processes : NodeOf(p) = v /\ Owns(p) /\ heartbeatReceived[p]]_vars

(* Others fail an Active node only on the votes asked for, or on those of half *)
(* of the voters where there are too few.                                      *)
VotesDecide ==
  [][\A t \in Nodes :
       registry[t] = "Active" /\ registry'[t] = "Failed" =>
         \/ Cardinality(suspicions[t]) >= Votes
         \/ 2 * Cardinality(suspicions[t]) >= Cardinality(Voters)
         \/ \E p \in Processes : NodeOf(p) = t /\ ~running[p]]_vars

(* Each new vote is cast by the incarnation that the voter's record carries,  *)
(* which has itself watched the target silent; under "pause" too.             *)
VotersHaveWatched ==
  [][\A t \in Nodes : \A v \in suspicions'[t] \ suspicions[t] :
       \E p \in Processes : NodeOf(p) = v /\ Owns(p) /\ t \in silent[p]]_vars

(* A node is called silent only when its lease is over, by a process that      *)
(* reaches the store and, once it has joined, holds a live lease: an outage    *)
(* of the store evicts no node.                                                *)
OutageEvictsNobody ==
  [][\A d \in Processes : \A t \in silent'[d] \ silent[d] :
       /\ Connected(d)
       /\ running[d] => heartbeatReceived[d]
       /\ \A p \in Processes : NodeOf(p) = t => ~heartbeatReceived[p]]_vars

(* A lease begins with nothing watched: what a process saw before its last lease *)
(* was over may be its own fault.                                                *)
WatchBeginsWithLease ==
  [][\A p \in Processes : heartbeatReceived'[p] /\ ~heartbeatReceived[p] => silent'[p] = {}]_vars

(* A process that cannot reach the store learns nothing, and the store stays as *)
(* it is where no process reaches it.                                           *)
OutageChangesNothing ==
  [][/\ cut = Processes => UNCHANGED <<registry, viewNumber, primary, term, suspicions>>
     /\ \A p \in cut :
          /\ viewNum'[p] \in {viewNum[p], 0}
          /\ heartbeatReceived'[p] => heartbeatReceived[p]]_vars

(* The record of a failed node is removed by itself or by a member. *)
MembersForget ==
  [][\A t \in Nodes : registry[t] = "Failed" /\ registry'[t] = "Left" =>
       \/ \E p \in Processes : NodeOf(p) = t /\ Connected(p) /\ ~running'[p]
       \/ \E d \in Processes : Connected(d) /\ Owns(d) /\ State(d) = "Active"]_vars

(* Only an Active node becomes Failed.  Every state but Left has a way out that *)
(* others can take when the process is dead.                                    *)
Lifecycle ==
  { <<"Left", "Joining">>, <<"Left", "Active">>,
    <<"Joining", "Active">>, <<"Joining", "Left">>,
    <<"Active", "Leaving">>, <<"Active", "Failed">>,
    <<"Leaving", "Left">>, <<"Failed", "Left">> }

NodesFollowLifecycle ==
  [][\A n \in Nodes :
       registry'[n] = registry[n] \/ <<registry[n], registry'[n]>> \in Lifecycle]_vars

(* A primary that reaches half of its council stays in office until it leaves, *)
(* crashes or its lease is over.                                               *)
InOffice(p) == Claims(p) /\ Owns(p) /\ primary = NodeOf(p)

PrimaryKeepsOffice ==
  [][\A p \in Processes :
       InOffice(p) /\ ~(believesPrimary'[p] /\ primary' = primary) /\ HasHalf(p) =>
         State(p)' # "Active" \/ ~running'[p]]_vars

-----------------------------------------------------------------------------
(* The protocol implements the contract. *)

Contract == INSTANCE MembershipService WITH
  Clients     <- Processes,
  members     <- Members,
  seenMembers <- membershipView,
  seenNumber  <- viewNum,
  claims      <- {p \in Processes : Claims(p)}

ImplementsContract == Contract!Spec

=============================================================================
