package io.talkoo.chaos.workflow;

/**
 * Where a canvas is written.
 *
 * @param input whether it gets the result of something
 * @param body whether that is the list of a header
 * @param errorLinks whether there may be error callbacks in it: of several that begin behind a header, one speaks for it
 */
record Place(boolean input, boolean body, boolean errorLinks) {
    static final Place FIRST = new Place(false, false, true);
    static final Place NEXT = new Place(true, false, true);

    Place behind(boolean header) {
        return new Place(true, header, errorLinks);
    }

    /** Of the members of a group at this place. */
    Place ofMembers() {
        return new Place(input, false, errorLinks && !body);
    }
}
