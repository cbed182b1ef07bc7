// Says that scripts run here: what folds on a phone folds only then, and stays reachable without.
document.documentElement.classList.add("pl-script");
