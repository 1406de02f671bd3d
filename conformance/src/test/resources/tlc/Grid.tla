---- MODULE Grid ----
\* A walk to the far corner of a grid, with enough states that something can happen meanwhile.
EXTENDS Naturals
CONSTANT Size
VARIABLES x, y
Init == x = 0 /\ y = 0
Right == x < Size /\ x' = x + 1 /\ y' = y
Up == y < Size /\ y' = y + 1 /\ x' = x
Next == Right \/ Up
Spec == Init /\ [][Next]_<<x, y>>
Inside == x <= Size /\ y <= Size
OneAtATime == [][x' + y' = x + y + 1]_<<x, y>>
====
