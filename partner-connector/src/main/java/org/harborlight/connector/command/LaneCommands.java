package org.harborlight.connector.command;

/** What lanes know of commands: those without an answer, and the answers. */
public record LaneCommands(CommandBook book, CommandResults results) {}
