INSERT DATA { GRAPH graph:entities {
  person:conti-c dct:isReplacedBy person:conti .
  person:conti-d owl:deprecated true ; skos:note "A misreading."@en , "Una svista."@it } }
