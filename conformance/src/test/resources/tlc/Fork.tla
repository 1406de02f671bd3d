---- MODULE Fork ----
\* Two ways to the same state, one of which is a step too far.
EXTENDS Naturals
VARIABLE n
Init == n = 0
Next == n < 3 /\ \E step \in 1..2 : n' = n + step
Spec == Init /\ [][Next]_n
ShortSteps == n' = n + 1
====
