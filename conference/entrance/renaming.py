"""What follows when somebody changes their name: the day registers here where it shows the name."""

# each: function(log, seat) -> the live regions that show it
after = []
