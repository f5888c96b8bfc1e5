"""An algorithm for each verb of planner-cli."""
