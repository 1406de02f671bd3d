---- MODULE Counter ----
EXTENDS Naturals, Sequences
CONSTANTS Max
VARIABLES n, log
vars == <<n, log>>
ASSUME MaxIsSmall == Max < 100
Init == n = 0 /\ log = <<>>
Increment == n < Max /\ n' = n + 1 /\ log' = Append(log, [at |-> n, even |-> n % 2 = 0])
Reset == n = Max /\ n' = 0 /\ log' = <<>>
Idle == UNCHANGED vars
Next == Increment \/ Reset \/ Idle
Halting == Increment
Anonymous == Increment \/ (n = Max /\ n' = 0 /\ log' = <<>>)
Peek == n < 2 /\ n' = n + 1 /\ log' = log
Broken == Peek \/ (n = 2 /\ n' = log[9] /\ UNCHANGED log)
Spec == Init /\ [][Next]_vars
Low == n <= Max
Few == n < Max
Refines == INSTANCE Cycle WITH position <- n, Size <- Max
RefinesCycle == Refines!Spec
Short == INSTANCE Cycle WITH position <- n, Size <- Max - 1
RefinesShorterCycle == Short!Spec
StartsAtOne == n = 1
FairSpec == Spec /\ WF_vars(Increment) /\ WF_vars(Reset)
StaysLow == <>[](n < Max)
SmallLog == Len(log) < 3
====
