"""The network page, by who looks at it and where the network is in its life."""
