---- MODULE Shapes ----
\* One variable that takes values of every shape, by steps whose parameters are not easy to write down.
EXTENDS Integers, Sequences, TLC
CONSTANT M
VARIABLE v
Texts == {"plain", "a, \"b\" \\ (c = d)"}
Values == <<
  -3, TRUE, M, "\\n /\\ v = 1", {}, {M}, 2..4, {{}, {1}}, SUBSET {1, 2},
  <<>>, <<1, "x">>, [at |-> 1, on |-> FALSE], (M :> 1 @@ "N" :> <<2>>), [i \in 0..1 |-> {i}],
  [i \in 1..3 |-> "long enough for TLC to begin a new line, which it does after eighty characters"]>>
Init == v = [is |-> 0, why |-> "start"]
Show(i, why) == v' = [is |-> Values[i], why |-> why]
Next == \E i \in 1..Len(Values), why \in Texts : Show(i, why)
Spec == Init /\ [][Next]_v
====
