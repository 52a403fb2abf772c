"""What is said of a command line: its parts, and what is wrong in it."""

from __future__ import annotations

from kg.model.text import Text

# The frame of the help, and what is wrong in how a command was called.
USAGE = Text(fr="Usage :", en="Usage:", de="Aufruf:")
ARGUMENTS = Text(fr="Arguments ", en="Arguments", de="Argumente")
OPTIONS = Text(fr="Options ", en="Options", de="Optionen")
COMMANDS_HEADING = Text(fr="Commandes ", en="Commands", de="Befehle")
SEE_HELP = Text(
    fr="`{command} --help` montre ce qui est possible.",
    en="`{command} --help` shows what there is.",
    de="`{command} --help` zeigt, was es gibt.",
)
NO_COMMAND = Text(
    fr="La commande {name} n'existe pas.", en="There is no command {name}.", de="Den Befehl {name} gibt es nicht."
)
NO_OPTION = Text(
    fr="L'option {name} n'existe pas.", en="There is no option {name}.", de="Die Option {name} gibt es nicht."
)
MISSING = Text(fr="Il manque {name}.", en="{name} is missing.", de="Es fehlt {name}.")
MISSING_COMMAND = Text(fr="Il manque la commande.", en="The command is missing.", de="Es fehlt der Befehl.")
ONE_OF = Text(
    fr="{name} : il faut l'un de {choices}.",
    en="{name} must be one of {choices}.",
    de="{name}: möglich sind {choices}.",
)
BETWEEN = Text(
    fr="{name} : il faut un nombre de {least} à {most}.",
    en="{name} must be a number from {least} to {most}.",
    de="{name} muss eine Zahl von {least} bis {most} sein.",
)
NO_FILE = Text(
    fr="{name} doit être un fichier où l'on peut écrire.",
    en="{name} must be a file that can be written.",
    de="{name} muss eine Datei sein, die sich schreiben lässt.",
)
NO_VALUE = Text(
    fr="L'option {name} demande une valeur.",
    en="The option {name} needs a value.",
    de="Die Option {name} verlangt einen Wert.",
)
NO_FLAG_VALUE = Text(
    fr="L'option {name} ne prend pas de valeur.",
    en="The option {name} takes no value.",
    de="Die Option {name} nimmt keinen Wert.",
)
TOO_MANY = Text(fr="En trop : {what}.", en="Too many arguments: {what}.", de="Zu viel: {what}.")
ABORTED = Text(fr="Interrompu.", en="Interrupted.", de="Abgebrochen.")
