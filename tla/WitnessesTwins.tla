--------------------------- MODULE WitnessesTwins ---------------------------
(* Situations (as in Witnesses) of two processes with one node's id. *)
EXTENDS MCTwins

NobodyLeaves == \A n \in Nodes : registry[n] # "Leaving"

OnlyTheLostAreSilent ==
  \A d \in Processes : \A t \in silent[d] : owner[t] = None \/ owner[t] \in cut

OnlyTheFirstIsLate ==
  \A p \in Processes \ {First} : heartbeatReceived[p] /\ ~heartbeatReceived'[p] => ~running'[p]

PartedAtLast == viewNumber < MaxViewNumber => partitioned = {}

\* The first process is cut off; the second watches its record and takes it over.
SecondProcessTakesOver ==
  /\ First \in cut /\ running[First] /\ Owns(First)
  /\ registry[First] = "Active" /\ registry'[First] = "Failed" /\ First \in silent[Second]

\* The second process is the node now; the first, still cut off, does not know.
SupersededProcessIsStillRunning ==
  /\ First \in cut /\ running[First] /\ believesPrimary[First]
  /\ Owns(Second) /\ State(Second) = "Active" /\ Claims(Second)

\* The first process is back, finds its record carries another's incarnation, and
\* gives up its own.
SupersededProcessFindsOut ==
  /\ running[First] /\ ~running'[First] /\ Connected(First)
  /\ Owns(Second) /\ State(Second) = "Active" /\ Claims(Second) /\ term = 2

-----------------------------------------------------------------------------
(* The first process wakes from a pause in which the second took its place: only *)
(* the incarnation in the record stands between it and what it meant to do.       *)

WokenUp == running[First] /\ ~Owns(First) /\ Owns(Second) /\ State(First) = "Active"

\* It watched the other node silent, and would vote.
WokenProcessMayNotVote == WokenUp /\ \E t \in Nodes \ {First} : t \in silent[First]

\* The other node is suspected, and it would fail it.
WokenProcessMayNotFail ==
  /\ WokenUp /\ HasQuorum(First)
  /\ \E t \in Nodes \ {First} : Doomed(t)

\* The other node is failed, and it would remove its record.
WokenProcessMayNotForget == WokenUp /\ \E t \in Nodes \ {First} : registry[t] = "Failed"

\* There is no primary, and it would take office.
WokenProcessMayNotBeElected == WokenUp /\ HasQuorum(First) /\ primary = None

\* Its successor is primary, but reaches less than half: the office is not its to resign.
WokenProcessMayNotResign == WokenUp /\ primary = First /\ ~MayStay(First)

=============================================================================
