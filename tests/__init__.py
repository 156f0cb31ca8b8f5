"""The key under which every test keeps its data, in whichever process it runs."""

KEY = b"a key for tests only"
