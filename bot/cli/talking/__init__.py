"""`hoinghi talk`: a plan in memory with its people, to chat with at a terminal or to play dialogues on."""
