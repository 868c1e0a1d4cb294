"""What must happen before a seat goes: the day registers here what is to stay of it."""

# each: function(log, seat) -> the live regions that it changes
before = []
