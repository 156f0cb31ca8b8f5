"""What a message says, as data: frozen values that readers and forms make and handlers take; no more of ours."""
